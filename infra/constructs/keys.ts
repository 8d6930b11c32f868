import {
  AccountRootPrincipal,
  Effect,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { CfnAlias, CfnKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type KeyName, type KeyUse, keyUses, type Party } from "./key-uses.ts";
import { kept, pascal, stackSuffix } from "./names.ts";

/** ARN of the role of a party; undefined for one that this tenant does not have. */
export type RoleArnOf = (party: Party) => string | undefined;

/** ARNs of the tenant's keys. */
export type Keys = Readonly<Record<KeyName, string>>;

const purposes: Readonly<Record<KeyName, string>> = {
  seal: "Wraps the branch keys of sealed content, nothing else.",
  data: "Encrypts tables and user pools at rest.",
  backup: "Encrypts backups, and what the alarms say.",
  audit: "Encrypts the audit trail and the logs, and wraps the keys of months.",
  sign: "Signs the audit trail.",
};

/** The keys of a tenant, each with an alias. @param tenant id to which every direct use is bound. */
export function tenantKeys(parent: Construct, tenant: string, roleArnOf: RoleArnOf): Keys {
  const scope = new Construct(parent, "Keys");
  const uses = keyUses(tenant);
  const make = (name: KeyName): string => {
    const policy = new PolicyDocument({
      statements: uses.filter((use) => use.keys.includes(name)).flatMap((use) => statement(use, roleArnOf)),
    });
    const key = kept(`${pascal(name)}Key`, new CfnKey(scope, pascal(name), properties(name, policy)));
    kept(
      `${pascal(name)}KeyAlias`,
      new CfnAlias(scope, `${pascal(name)}Alias`, {
        aliasName: `alias/kith/${tenant}/${name}/${stackSuffix()}`,
        targetKeyId: key.ref,
      }),
    );
    return key.attrArn;
  };
  return {
    seal: make("seal"),
    data: make("data"),
    backup: make("backup"),
    audit: make("audit"),
    sign: make("sign"),
  };
}

function properties(name: KeyName, keyPolicy: PolicyDocument) {
  const common = { description: purposes[name], keyPolicy, pendingWindowInDays: 30 };
  // AWS rotates no asymmetric key.
  if (name === "sign") return { ...common, keySpec: "ECC_NIST_EDWARDS25519", keyUsage: "SIGN_VERIFY" };
  return { ...common, enableKeyRotation: true };
}

/** A statement for nobody is none: without its roles it would be for the whole account. */
function statement(
  { sid, actions, services, parties, conditions }: KeyUse,
  roleArnOf: RoleArnOf,
): readonly PolicyStatement[] {
  const roles = parties?.map(roleArnOf).filter((arn) => arn !== undefined);
  if (roles?.length === 0) return [];
  return [
    new PolicyStatement({
      sid,
      effect: Effect.ALLOW,
      principals: services?.map((service) => new ServicePrincipal(service)) ?? [new AccountRootPrincipal()],
      actions: [...actions],
      resources: ["*"],
      conditions: {
        ...conditions,
        ...(roles === undefined ? {} : { ArnEquals: { "aws:PrincipalArn": roles } }),
      },
    }),
  ];
}
