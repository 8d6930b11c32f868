import { second } from "../kernel/clock.ts";
import { readEnvironment } from "../platform/environment.ts";
import { logClient } from "../platform/log/client.ts";
import { s3Objects } from "../platform/log/objects.ts";
import { verificationStore } from "../platform/log/verification-store.ts";
import { awsMachine } from "../platform/machine.ts";
import { tableReader } from "../platform/reader.ts";
import { worker } from "../platform/worker.ts";
import { readFile } from "../sealer/publish.ts";
import { verifyWork } from "./verify-work.ts";

const { dynamodb: client, clock, log } = awsMachine();
const environment = readEnvironment(["KITH_TABLE_AUDIT_KEYS", "KITH_BUCKET_WORM", "KITH_BUCKET_EDGE"]);
const table = environment.KITH_TABLE_AUDIT_KEYS;
const objects = logClient();
const worm = s3Objects({ client: objects, bucket: environment.KITH_BUCKET_WORM });
const edge = s3Objects({ client: objects, bucket: environment.KITH_BUCKET_EDGE });
const textOf = async (key: string): Promise<string | undefined> => {
  const stored = await worm.get(key);
  return stored && Buffer.from(stored.bytes).toString();
};
/** A run ends by itself before Lambda ends it. */
const longest = 40 * second;

/** Runs on a schedule: verifies the log as an outsider would, from its files and its key alone. It opens no event. */
export const handler = worker(log, "verifier", (requestId) => {
  const begun = clock();
  return verifyWork({
    read: readFile({ worm, edge }),
    verifierKey: () => textOf("log.vkey"),
    store: verificationStore({ client, table, registry: tableReader({ client, table }) }),
    clock,
    enough: () => clock() - begun >= longest,
    alarm: (event) => log({ level: "alarm", event, requestId, operation: "verifier" }),
  });
});
