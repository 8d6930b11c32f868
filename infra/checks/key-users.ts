import { at, entriesOf, listOf, type StackTemplate, targetOf, textOf } from "../template.ts";

/** Something that uses a key, and the row that the key's policy must have for it. */
export interface KeyUser {
  /** Logical ids of the user, and of the key. */
  readonly id: string;
  readonly key: string;
  readonly row: string;
  /** Fewer actions than the row's, where the user needs only these. */
  readonly actions?: readonly string[];
  /** The role that the row must name. */
  readonly role?: string;
}

type Properties = Readonly<Record<string, unknown>> | undefined;

/** Where a resource names the key under which AWS stores it, and the row that this service needs. */
const stored: Readonly<
  Record<string, { readonly row: string; readonly keyOf: (of: Properties) => unknown }>
> = {
  "AWS::DynamoDB::GlobalTable": {
    row: "tables",
    keyOf: (of) => at(of, "Replicas", 0, "SSESpecification", "KMSMasterKeyId"),
  },
  "AWS::Logs::LogGroup": { row: "logs", keyOf: (of) => at(of, "KmsKeyId") },
  "AWS::Cognito::UserPool": { row: "user pools", keyOf: (of) => at(of, "KeyConfiguration", "KmsKeyArn") },
  "AWS::S3::Bucket": {
    row: "buckets",
    keyOf: (of) =>
      at(
        of,
        ...["BucketEncryption", "ServerSideEncryptionConfiguration", 0],
        ...["ServerSideEncryptionByDefault", "KMSMasterKeyID"],
      ),
  },
  "AWS::SQS::Queue": { row: "queues", keyOf: (of) => at(of, "KmsMasterKeyId") },
  "AWS::SNS::Topic": { row: "alarms", keyOf: (of) => at(of, "KmsMasterKeyId") },
  "AWS::Backup::BackupVault": { row: "vaults", keyOf: (of) => at(of, "EncryptionKeyArn") },
};

/** Everything in a template that uses a key. */
export function keyUsers(template: StackTemplate): readonly KeyUser[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => [
    ...storedUnder(id, Type, Properties),
    ...(Type === "AWS::KMS::Key" ? [{ id, key: id, row: "administration" }] : []),
    ...(Type === "AWS::SQS::Queue" ? readByPeople(id, Properties) : []),
    ...(Type === "AWS::Events::Rule" ? toldBy(id, Properties, template) : []),
    ...(Type === "AWS::Backup::BackupSelection" ? copied(id, Properties, template) : []),
    ...(Type === "AWS::IAM::ManagedPolicy" ? direct(id, Properties) : []),
  ]);
}

function storedUnder(id: string, type: string, properties: Properties): readonly KeyUser[] {
  const use = stored[type];
  const key = use === undefined ? undefined : targetOf(use.keyOf(properties));
  return use === undefined || key === undefined ? [] : [{ id, key, row: use.row }];
}

/** A queue that nobody may read is none. */
function readByPeople(id: string, properties: Properties): readonly KeyUser[] {
  const key = targetOf(at(properties, "KmsMasterKeyId"));
  return key === undefined ? [] : [{ id, key, row: "reading queues" }];
}

/** A rule that publishes to a topic does so under the topic's key. */
function toldBy(id: string, properties: Properties, { Resources }: StackTemplate): readonly KeyUser[] {
  return listOf(at(properties, "Targets")).flatMap((target) => {
    const topic = Resources[targetOf(at(target, "Arn")) ?? ""];
    const key =
      topic?.Type === "AWS::SNS::Topic" ? targetOf(at(topic.Properties, "KmsMasterKeyId")) : undefined;
    return key === undefined ? [] : [{ id, key, row: "watched events" }];
  });
}

/** The role of a backup plan reads each selected table under the table's key. */
function copied(id: string, properties: Properties, { Resources }: StackTemplate): readonly KeyUser[] {
  const selection = at(properties, "BackupSelection");
  const named = at(selection, "IamRoleArn");
  const role = targetOf(named) ?? textOf(named);
  return listOf(at(selection, "Resources")).flatMap((arn) => {
    const table = Resources[targetOf(arn) ?? ""];
    const key = targetOf(stored["AWS::DynamoDB::GlobalTable"]?.keyOf(table?.Properties));
    return key === undefined ? [] : [{ id, key, row: "backed-up tables", role }];
  });
}

const purposeRow: Readonly<Record<string, string>> = {
  branch: "branch keys",
  month: "month keys",
  outbox: "outbox",
};

/** Of the grants of roles, those of keys that no service asks for on the role's behalf. */
function direct(id: string, properties: Properties): readonly KeyUser[] {
  const roles = listOf(at(properties, "Roles")).flatMap((role) => targetOf(role) ?? []);
  return listOf(at(properties, "PolicyDocument", "Statement")).flatMap((statement) => {
    const key = targetOf(at(statement, "Resource"));
    const equals = new Map(entriesOf(at(statement, "Condition", "StringEquals")));
    const row = rowOf(equals, listOf(at(statement, "Action")));
    if (key === undefined || row === undefined) return [];
    // Each action by itself: the key's policy may have a statement for each.
    return roles.flatMap((role) =>
      listOf(at(statement, "Action")).map((action) => ({ id, key, row, role, actions: [textOf(action)] })),
    );
  });
}

function rowOf(equals: ReadonlyMap<string, unknown>, actions: readonly unknown[]): string | undefined {
  if (actions.map(textOf).every((action) => action === "kms:GetPublicKey")) return "public key";
  if (equals.has("kms:SigningAlgorithm")) return "signing";
  if (equals.has("kms:ViaService")) return undefined;
  if (equals.has("kms:EncryptionContext:aws:dynamodb:tableName")) return "streams";
  return purposeRow[textOf(equals.get("kms:EncryptionContext:purpose"))];
}
