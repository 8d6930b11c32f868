import { z } from "zod";
import { streamPolicyOf, tablePolicyOf } from "../iam/template.ts";
import { streamArnOf } from "../streams/stream-arn.ts";
import type { LoadedStack, PolicyDocument, Resource } from "../types.ts";

const keySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }))
  .min(1)
  .max(2);

const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.record(z.string(), z.unknown()),
});

const properties = z.object({
  TableName: z.string().optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) }),
  ),
  GlobalSecondaryIndexes: z.array(index).default([]),
  LocalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]) })
    .optional(),
  Replicas: z.array(
    z.object({ Region: z.string(), SSESpecification: z.object({ KMSMasterKeyId: z.string() }).optional() }),
  ),
});

/** A table of the template. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly properties: z.output<typeof properties>;
  /** Names of the table's key attributes, the partition key first. */
  readonly key: readonly string[];
  /** Partition key of each index. */
  readonly indexes: ReadonlyMap<string, string>;
  /** What the template calls the customer's KMS key, where the table has one. */
  readonly kmsKey: string | undefined;
  readonly policy: PolicyDocument | undefined;
  /** Absent where the table has no stream. */
  readonly streamArn: string | undefined;
  /** A stream has a policy of its own: the table's does not cover it. */
  readonly streamPolicy: PolicyDocument | undefined;
}

/** The tables of the template by name. @throws Error for a table that is not understood. */
export function tablesOf(stack: LoadedStack): ReadonlyMap<string, Table> {
  return new Map(
    stack
      .byType("AWS::DynamoDB::GlobalTable")
      .map((resource) => [resource.physicalId, table(stack, resource)]),
  );
}

function table(stack: LoadedStack, resource: Resource): Table {
  const parsed = properties.safeParse(resource.properties);
  if (!parsed.success || resource.arn === undefined) {
    throw new Error(`${resource.logicalId}: ${parsed.error?.issues[0]?.path.join(".")} not understood`);
  }
  const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes, Replicas } = parsed.data;
  const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
  return {
    name: resource.physicalId,
    arn: resource.arn,
    properties: parsed.data,
    key: keyNames(KeySchema),
    indexes: new Map(indexes.map(({ IndexName, KeySchema }) => [IndexName, keyNames(KeySchema)[0] ?? ""])),
    kmsKey: Replicas.find(({ Region }) => Region === stack.region)?.SSESpecification?.KMSMasterKeyId,
    policy: tablePolicyOf(stack, resource.arn),
    streamArn: parsed.data.StreamSpecification === undefined ? undefined : streamArnOf(resource.arn),
    streamPolicy: streamPolicyOf(stack, resource.arn),
  };
}

function keyNames(schema: z.output<typeof keySchema>): readonly string[] {
  return schema
    .toSorted((a, b) => (a.KeyType < b.KeyType ? -1 : 1))
    .map(({ AttributeName }) => AttributeName);
}
