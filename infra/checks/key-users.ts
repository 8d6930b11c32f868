import { at, type Checked, entries, list, text } from "./written.ts";

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
    keyOf: (of) => at(at(list(at(of, "Replicas"))[0], "SSESpecification"), "KMSMasterKeyId"),
  },
  "AWS::Logs::LogGroup": { row: "logs", keyOf: (of) => at(of, "KmsKeyId") },
  "AWS::Cognito::UserPool": { row: "user pools", keyOf: (of) => at(at(of, "KeyConfiguration"), "KmsKeyArn") },
  "AWS::S3::Bucket": {
    row: "buckets",
    keyOf: (of) => {
      const rules = at(at(of, "BucketEncryption"), "ServerSideEncryptionConfiguration");
      return at(at(list(rules)[0], "ServerSideEncryptionByDefault"), "KMSMasterKeyID");
    },
  },
  "AWS::SQS::Queue": { row: "queues", keyOf: (of) => at(of, "KmsMasterKeyId") },
  "AWS::SNS::Topic": { row: "alarms", keyOf: (of) => at(of, "KmsMasterKeyId") },
  "AWS::Backup::BackupVault": { row: "vaults", keyOf: (of) => at(of, "EncryptionKeyArn") },
};

/** Everything in a template that uses a key. */
export function keyUsers(template: Checked): readonly KeyUser[] {
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
  const key = use === undefined ? undefined : keyIn(use.keyOf(properties));
  return use === undefined || key === undefined ? [] : [{ id, key, row: use.row }];
}

/** A queue that nobody may read is none. */
function readByPeople(id: string, properties: Properties): readonly KeyUser[] {
  const key = keyIn(at(properties, "KmsMasterKeyId"));
  return key === undefined ? [] : [{ id, key, row: "reading queues" }];
}

/** A rule that publishes to a topic does so under the topic's key. */
function toldBy(id: string, properties: Properties, { Resources }: Checked): readonly KeyUser[] {
  return list(at(properties, "Targets")).flatMap((target) => {
    const topic = Resources[text(at(target, "Arn"))];
    const key = topic?.Type === "AWS::SNS::Topic" ? keyIn(at(topic.Properties, "KmsMasterKeyId")) : undefined;
    return key === undefined ? [] : [{ id, key, row: "watched events" }];
  });
}

/** The role of a backup plan reads each selected table under the table's key. */
function copied(id: string, properties: Properties, { Resources }: Checked): readonly KeyUser[] {
  const selection = at(properties, "BackupSelection");
  const role = text(at(selection, "IamRoleArn"));
  return list(at(selection, "Resources")).flatMap((arn) => {
    const table = Resources[text(arn).replace(/\.Arn$/, "")];
    const key = keyIn(stored["AWS::DynamoDB::GlobalTable"]?.keyOf(table?.Properties));
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
  const roles = list(at(properties, "Roles")).map((role) => `${text(role)}.Arn`);
  return list(at(at(properties, "PolicyDocument"), "Statement")).flatMap((statement) => {
    const key = keyIn(at(statement, "Resource"));
    const row = rowOf(new Map(entries(at(at(statement, "Condition"), "StringEquals"))));
    if (key === undefined || row === undefined) return [];
    // Each action by itself: the key's policy may have a statement for each.
    return roles.flatMap((role) =>
      list(at(statement, "Action")).map((action) => ({ id, key, row, role, actions: [text(action)] })),
    );
  });
}

function rowOf(equals: ReadonlyMap<string, unknown>): string | undefined {
  if (equals.has("kms:ViaService")) return undefined;
  if (equals.has("kms:EncryptionContext:aws:dynamodb:tableName")) return "streams";
  return purposeRow[text(equals.get("kms:EncryptionContext:purpose"))];
}

/** The logical id of a key that a value names by its ARN. */
function keyIn(value: unknown): string | undefined {
  return /^(\w+)\.Arn$/.exec(text(value))?.[1];
}
