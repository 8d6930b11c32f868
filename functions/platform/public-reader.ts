import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Reader } from "../kernel/ports.ts";
import { configuration } from "./aws.ts";
import { readEnvironment } from "./environment.ts";
import { tableReader } from "./reader.ts";

/** What the function that serves whoever asks reads of the tables. It has no key that opens anything, so it is given no vault. */
export function publicReader(source: Readonly<Record<string, string | undefined>> = process.env): Reader {
  const { KITH_TABLE_COMMUNITY: table } = readEnvironment(["KITH_TABLE_COMMUNITY"], source);
  const client = new DynamoDBClient({
    ...configuration(source),
    accountIdEndpointMode: "disabled",
    endpointDiscoveryEnabled: false,
  });
  return tableReader({ client, table });
}
