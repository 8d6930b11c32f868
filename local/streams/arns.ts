import { z } from "zod";
import type { Raw } from "../dynamodb/raw.ts";
import type { Table } from "../dynamodb/template.ts";
import type { Fields } from "../wire/operation.ts";
import { STREAM_LABEL, streamArnOf } from "./stream-arn.ts";

/** DynamoDB Local has a Region and an account of its own, and labels a stream with the time at which it made it. */
const LOCAL = /^arn:aws:dynamodb:ddblocal:000000000000:table\/([^/|]+)(?:\/stream\/[^|]+)?/u;

const described = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const fields = z.record(z.string(), z.unknown());

/** The two names of everything that has an ARN. Iterators begin with the ARN of their stream, and are named so too. */
export interface Arns {
  /** What the database calls this stream of the template; undefined for any other. */
  readonly inward: (arn: string) => string | undefined;
  /** The template's word for what the database named; what is not in the template stays as it is. */
  readonly outward: (text: string) => string;
}

/** Asks the database how it calls the streams of these tables. */
export async function arnsOf(raw: Raw, tables: readonly Table[]): Promise<Arns> {
  const streams = new Map<string, string>();
  for (const { name, streamArn } of tables) {
    if (streamArn === undefined) continue;
    const { Table } = described.parse(await raw("DescribeTable", { TableName: name }));
    streams.set(streamArn, Table.LatestStreamArn);
  }
  const tableArns = new Map(tables.map(({ name, arn }) => [name, arn]));
  return {
    inward: (arn) => streams.get(arn),
    outward: (text) =>
      text.replace(LOCAL, (local, name: string) => {
        const arn = tableArns.get(name) ?? local;
        return local.includes("/stream/") ? streamArnOf(arn) : arn;
      }),
  };
}

/** The description of a table or stream with the names of the template. It holds no items. */
export function renamed(description: Fields, { outward }: Arns): Fields {
  const rename = (member: string, value: unknown): unknown => {
    if (member.endsWith("StreamLabel")) return STREAM_LABEL;
    return member.endsWith("Arn") && typeof value === "string" ? outward(value) : value;
  };
  return fields.parse(JSON.parse(JSON.stringify(description), rename));
}
