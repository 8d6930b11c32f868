import type { TableName } from "../../infra/tables.ts";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { tableAccess, tableKeyAccess } from "../../local/dynamodb/access.ts";
import { tablesOf } from "../../local/dynamodb/template.ts";
import type { Situation } from "../../local/iam/context.ts";
import { type AccessRequest, evaluate } from "../../local/iam/evaluate.ts";
import { policiesOf } from "../../local/iam/template.ts";
import { type KeyUse, keyAccess } from "../../local/kms/access.ts";
import { keysOf } from "../../local/kms/template.ts";
import { type StreamOperation, streamAccess, streamKeyAccess } from "../../local/streams/access.ts";
import type { LoadedStack, Principal } from "../../local/types.ts";

export type KeyName = "Seal" | "Data" | "Backup" | "Audit" | "Sign";

/** What someone would have to be allowed, all of it, to do one thing. */
export type Wish = readonly (
  | { readonly table: TableName; readonly action: string; readonly partitions?: readonly string[] }
  /** `via`: the service of AWS that makes the call for the principal. */
  | { readonly key: KeyName; readonly action: string; readonly use?: KeyUse; readonly via?: string }
  | { readonly stream: TableName; readonly action: StreamOperation }
)[];

/** Every role of the stack by its function, and an administrator whom IAM allows everything. */
export interface Asking {
  readonly principals: readonly string[];
  readonly may: (principal: string, wish: Wish) => boolean;
}

/** Asks the policies of a synthesized stack, without running it. */
export function asking(assembly: string, stackName: string): Asking {
  const stack = loadStack(assembly, stackName);
  const principals = new Map([...functionRoles(stack), ["operator", operator(stack)] as const]);
  const asked = questionsIn(stack);
  return {
    principals: [...principals.keys()],
    may: (name, wish) => {
      const situation = { caller: found(principals.get(name)), region: stack.region, now: new Date(0) };
      const questions = wish.flatMap((part) => asked(part, situation));
      return questions.every((question) => evaluate(question).decision === "allow");
    },
  };
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
    const asked = { action: part.action, table: table.name, leadingKeys: part.partitions };
    return [tableAccess(asked, table.arn, table, situation), tableKeyAccess(table, storage, situation)];
  };
}

function functionRoles(stack: LoadedStack): readonly (readonly [string, Principal])[] {
  return stack.byType("AWS::Lambda::Function").map(({ logicalId, properties }) => {
    const arn = String(properties.Role);
    const principal = { arn, account: stack.account, policies: policiesOf(stack, arn) };
    return [logicalId.replace(/Function$/, ""), principal];
  });
}

function operator({ partition, account }: LoadedStack): Principal {
  const everything = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } as const;
  return { arn: `arn:${partition}:iam::${account}:role/operator`, account, policies: [everything] };
}

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The stack has no such thing.");
  return value;
}
