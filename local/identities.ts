import { randomBytes } from "node:crypto";
import { policiesOf } from "./iam/template.ts";
import type { Credentials } from "./lambda/variables.ts";
import type { Identities, LoadedStack, PolicyDocument, Principal } from "./types.ts";

/** Who may call the endpoint of a run, each with credentials that are made for this run. */
export interface RunIdentities {
  readonly identities: Identities;
  /** @throws Error when no function of the template has this role. */
  readonly credentialsOf: (roleArn: string) => Credentials;
  readonly operator: Credentials;
}

/** An administrator: IAM allows everything, and what a key or table policy withholds stays withheld. */
const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
};

/** The roles of the template's functions with their policies, and the operator of this machine. */
export function runIdentities(stack: LoadedStack): RunIdentities {
  const roles = new Map(
    stack.byType("AWS::Lambda::Function").map(({ arn, properties }) => [String(properties.Role), arn]),
  );
  const credentials = new Map([...roles.keys()].map((arn) => [arn, newCredentials()]));
  const operator = newCredentials();
  const operatorArn = `arn:${stack.partition}:iam::${stack.account}:role/operator`;
  const functions = [...credentials].map(([arn, { accessKeyId }]) => {
    const sourceFunction = roles.get(arn);
    return [accessKeyId, { ...principal(stack, arn, policiesOf(stack, arn)), sourceFunction }] as const;
  });
  return {
    identities: new Map([...functions, [operator.accessKeyId, principal(stack, operatorArn, [everything])]]),
    operator,
    credentialsOf: (roleArn) => {
      const found = credentials.get(roleArn);
      if (found === undefined) throw new Error("No function of the template has this role.");
      return found;
    },
  };
}

function principal({ account }: LoadedStack, arn: string, policies: readonly PolicyDocument[]): Principal {
  return { arn, account, policies };
}

/** In the form of temporary credentials, random for each run. */
function newCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(48).toString("base64"),
  };
}
