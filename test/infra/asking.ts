import { z } from "zod";
import { type TableName, tableNames } from "../../infra/tables.ts";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { tableAccess, tableKeyAccess } from "../../local/dynamodb/access.ts";
import { tablesOf } from "../../local/dynamodb/template.ts";
import type { Situation } from "../../local/iam/context.ts";
import { type AccessRequest, evaluate } from "../../local/iam/evaluate.ts";
import { label, namesAction, naming, statementsOf } from "../../local/iam/statement.ts";
import { policiesOf } from "../../local/iam/template.ts";
import { type KeyUse, keyAccess } from "../../local/kms/access.ts";
import { keysOf } from "../../local/kms/template.ts";
import { type StreamOperation, streamAccess, streamKeyAccess } from "../../local/streams/access.ts";
import type { LoadedStack, Principal } from "../../local/types.ts";

export type KeyName = "Seal" | "Data" | "Backup" | "Audit" | "Sign";

/** What someone would have to be allowed, all of it, to do one thing. */
export type Wish = readonly (
  | {
      readonly table: TableName;
      readonly action: string;
      readonly partitions?: readonly string[];
      readonly index?: string;
    }
  /** `via`: the service of AWS that makes the call for the principal. */
  | { readonly key: KeyName; readonly action: string; readonly use?: KeyUse; readonly via?: string }
  | { readonly stream: TableName; readonly action: StreamOperation }
)[];

/** A role of the stack: by its function where it has one, and the service of AWS that may assume it. */
export interface AskedRole {
  readonly name: string;
  readonly service: string;
}

/** Every role of the stack, and an administrator whom IAM allows everything. */
export interface Asking {
  readonly roles: readonly AskedRole[];
  readonly principals: readonly string[];
  readonly tables: readonly TableName[];
  readonly keys: readonly KeyName[];
  readonly may: (principal: string, wish: Wish) => boolean;
  /** Whether a policy of the role's own names the action at all, on whatever and under whatever conditions. */
  readonly mayEver: (role: string, action: string) => boolean;
  /** Statements of keys and tables that allow the principal something by themselves, without a policy of its own. */
  readonly allowedAround: (principal: string) => readonly string[];
}

/** Asks the policies of a synthesized stack, without running it. Roles, tables and keys are all that the template has. */
export function asking(assembly: string, stackName: string): Asking {
  const stack = loadStack(assembly, stackName);
  const roles = rolesOf(stack);
  const all = new Map([...roles.map((role) => [role.name, role.principal] as const), operatorOf(stack)]);
  const principal = (name: string) => found(all.get(name));
  const asked = questionsIn(stack);
  return {
    roles,
    principals: [...all.keys()],
    tables: stack.byType("AWS::DynamoDB::GlobalTable").map(({ logicalId }) => tableOf(logicalId)),
    keys: stack.byType("AWS::KMS::Key").map(({ logicalId }) => logicalId.replace(/Key$/, "") as KeyName),
    may: (name, wish) => {
      const situation = { caller: principal(name), region: stack.region, now: new Date(0) };
      const questions = wish.flatMap((part) => asked(part, situation));
      return questions.every((question) => evaluate(question).decision === "allow");
    },
    mayEver: (name, action) =>
      principal(name)
        .policies.flatMap(statementsOf)
        .some((statement) => statement.Effect === "Allow" && namesAction(statement, action)),
    allowedAround: (name) =>
      [...keysOf(stack), ...tablesOf(stack).values()]
        .flatMap(({ policy }) => (policy === undefined ? [] : statementsOf(policy)))
        .filter(({ Effect }) => Effect === "Allow")
        .filter((statement) => naming(statement, principal(name)) === "directly")
        .map(label),
  };
}

function tableOf(logicalId: string): TableName {
  return found(tableNames.find((name) => `${pascal(name)}Table` === logicalId));
}

/** The questions to IAM that a part of a wish raises: one for a key; for a table also that for the key it lies under. */
function questionsIn(stack: LoadedStack) {
  const [tables, keys] = [tablesOf(stack), keysOf(stack)];
  const keyOf = (name: string) => found(keys.find(({ keyId, arn }) => [keyId, arn].includes(name)));
  const idOf = (type: string, logicalId: string) =>
    found(stack.byType(type).find((resource) => resource.logicalId === logicalId)).physicalId;
  return (part: Wish[number], situation: Situation): readonly AccessRequest[] => {
    if ("key" in part) {
      const key = keyOf(idOf("AWS::KMS::Key", `${part.key}Key`));
      return [keyAccess(key, `kms:${part.action}`, { ...situation, via: part.via }, part.use)];
    }
    const name = "stream" in part ? part.stream : part.table;
    const table = found(tables.get(idOf("AWS::DynamoDB::GlobalTable", `${pascal(name)}Table`)));
    const storage = keyOf(table.kmsKey ?? "");
    if ("stream" in part) {
      const stream = streamAccess(part.action, found(table.streamArn), table, situation);
      return [stream, streamKeyAccess(table, storage, situation)];
    }
    const asked = { action: part.action, table: table.name, leadingKeys: part.partitions, index: part.index };
    return [tableAccess(asked, table.arn, table, situation), tableKeyAccess(table, storage, situation)];
  };
}

const assumed = z.object({
  Statement: z.array(z.object({ Principal: z.object({ Service: z.string() }) })).length(1),
});

function rolesOf(stack: LoadedStack): readonly (AskedRole & { readonly principal: Principal })[] {
  const functions = stack.byType("AWS::Lambda::Function");
  return stack.byType("AWS::IAM::Role").map(({ logicalId, arn = "", properties }) => {
    const own = functions.find((one) => one.properties.Role === arn);
    const [statement] = assumed.parse(properties.AssumeRolePolicyDocument).Statement;
    return {
      name: own?.logicalId.replace(/Function$/, "") ?? logicalId.replace(/[0-9A-F]{8}$/, ""),
      service: found(statement).Principal.Service,
      principal: {
        ...{ arn, account: stack.account, policies: policiesOf(stack, arn) },
        sourceFunction: own?.arn,
      },
    };
  });
}

function operatorOf({ partition, account }: LoadedStack): readonly ["operator", Principal] {
  const everything = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } as const;
  return [
    "operator",
    { arn: `arn:${partition}:iam::${account}:role/operator`, account, policies: [everything] },
  ];
}

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The stack has no such thing.");
  return value;
}
