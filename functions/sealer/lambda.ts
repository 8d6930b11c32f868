import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Key } from "../kernel/ports.ts";
import { eventKey } from "../platform/audit/keys.ts";
import { parseLeaf } from "../platform/audit/leaf.ts";
import { configuration } from "../platform/aws.ts";
import { readEnvironment } from "../platform/environment.ts";
import { newUlid } from "../platform/ids.ts";
import { logClient } from "../platform/log/client.ts";
import { headStore } from "../platform/log/head-store.ts";
import { s3Objects } from "../platform/log/objects.ts";
import { kmsSigner } from "../platform/log/signer.ts";
import { streamApi } from "../platform/log/stream-api.ts";
import { supersede } from "../platform/log/superseded.ts";
import { trailItems } from "../platform/log/trail-items.ts";
import { noteViolation } from "../platform/log/violations.ts";
import { awsMachine } from "../platform/machine.ts";
import { tableReader } from "../platform/reader.ts";
import { worker } from "../platform/worker.ts";
import { writeNote } from "../tlog/note.ts";
import { openNote, type VerifierKey, verifierKeyOf, writeVerifierKey } from "../tlog/verifier-key.ts";
import { sealOnce } from "./cycle.ts";
import { streamFeed } from "./feed.ts";
import type { SealerPorts } from "./ports.ts";

const { dynamodb, kms, clock, log } = awsMachine();
const environment = readEnvironment([
  "KITH_TABLE_AUDIT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_BUCKET_WORM",
  "KITH_BUCKET_EDGE",
  "KITH_KEY_SIGN",
  "KITH_LOG_ORIGIN",
]);
const { KITH_TABLE_AUDIT: audit, KITH_TABLE_AUDIT_KEYS: registry, KITH_LOG_ORIGIN: origin } = environment;
const s3 = logClient();
const streams = new DynamoDBStreamsClient(configuration(process.env));
const signer = kmsSigner({ client: kms, keyArn: environment.KITH_KEY_SIGN });

/** The id in a leaf, when it is one of the item that has it. */
const idOf = (key: Key, leaf: Uint8Array): string | undefined => {
  const parsed = parseLeaf(leaf);
  const place = parsed && eventKey(parsed.header.id);
  return place?.pk === key.pk && place.sk === key.sk ? place.sk : undefined;
};

const portsUnder = (key: VerifierKey, requestId: string): SealerPorts => ({
  feed: streamFeed({ api: streamApi({ client: streams, table: audit }), clock }),
  state: headStore({
    client: dynamodb,
    table: registry,
    registry: tableReader({ client: dynamodb, table: registry }),
  }),
  worm: s3Objects({ client: s3, bucket: environment.KITH_BUCKET_WORM }),
  edge: s3Objects({ client: s3, bucket: environment.KITH_BUCKET_EDGE }),
  signer,
  opened: (note) => {
    const opened = openNote(note, key);
    return opened.state === "signed" ? opened.note.text : undefined;
  },
  note: (text, signature) =>
    writeNote({
      text,
      signatures: [{ name: key.name, keyId: key.keyId, signature: Buffer.from(signature) }],
    }),
  clock,
  newId: newUlid,
  origin,
  verifierKey: writeVerifierKey(key),
  idOf,
  items: trailItems({ client: dynamodb, table: audit, clock }),
  found: noteViolation(dynamodb, registry),
  superseded: supersede(s3, environment.KITH_BUCKET_EDGE),
  alarm: (event) => log({ level: "alarm", event, requestId, operation: "sealer" }),
});

let known: VerifierKey | undefined;

/**
 * Runs on a schedule: seals the trail's events into the log. It opens no event and has no key of content, and leaves no event of its
 * own: what it does is the log.
 */
export const handler = worker(log, "sealer", async (requestId) => {
  known ??= verifierKeyOf(origin, await signer.publicKey());
  return { cycle: await sealOnce(portsUnder(known, requestId)) };
});
