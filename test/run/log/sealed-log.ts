import { GetPublicKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { decodeBundle } from "../../../functions/tlog/bundle.ts";
import { parseCheckpoint } from "../../../functions/tlog/checkpoint.ts";
import { emptyEdge, loadEdge } from "../../../functions/tlog/edge.ts";
import { grown } from "../../../functions/tlog/growth.ts";
import { bundlePath, tileWidth } from "../../../functions/tlog/paths.ts";
import { openNote, type VerifierKey, verifierKeyOf } from "../../../functions/tlog/verifier-key.ts";
import { bytesIn, itemsOf, type StoredItem, textOf } from "../kit/tables.ts";
import { clientOf, facts, messagesPath, tenantControl } from "../tenant.ts";

/** Both buckets of the trail in one folder, as `aws s3 sync` makes it. */
export async function logFolder(): Promise<ReadonlyMap<string, Buffer>> {
  const buckets = await Promise.all([
    tenantControl.objects("AuditWormBucket"),
    tenantControl.objects("AuditEdgeBucket"),
  ]);
  const files = new Map<string, Buffer>();
  for (const { key, body } of buckets.flat()) if (body !== null) files.set(key, Buffer.from(body, "base64"));
  return files;
}

/** The log's key, as KMS gives it to whoever may ask. */
export async function logKey(origin: string): Promise<VerifierKey> {
  const kms = new KMSClient({
    endpoint: facts.endpointUrl,
    region: facts.region,
    credentials: facts.operator,
  });
  const { physicalId = "" } = facts.keys.find(({ logicalId }) => logicalId === "SignKey") ?? {};
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: physicalId }));
  kms.destroy();
  return verifierKeyOf(origin, PublicKey ?? new Uint8Array());
}

export interface ReadLog {
  readonly size: number;
  readonly origin: string;
  readonly entries: readonly Buffer[];
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * The log as an outsider reads it, with nothing but the folder and the key.
 * @throws Error when anything of it does not fit.
 */
export async function readLog(): Promise<ReadLog> {
  const files = await logFolder();
  const note = files.get("checkpoint")?.toString() ?? "";
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === undefined) throw new Error("There is no checkpoint.");
  const { size, origin, root } = checkpoint;
  const key = await logKey(origin);
  if (openNote(note, key).state !== "signed") throw new Error("The checkpoint is not signed by the log.");
  const read = async (path: string) => files.get(path);
  if ((await loadEdge(size, root, read)) === undefined) throw new Error("The tiles do not give the root.");
  const entries = entriesIn(files, size);
  for (const { path, bytes } of grown(emptyEdge, entries).files)
    if (files.get(path)?.equals(bytes) !== true) throw new Error(`${path} is not what the entries make.`);
  for (const [path, bytes] of files) if (path.startsWith("checkpoints/")) checkSigned(path, bytes, key);
  return { size, origin, entries, files };
}

function entriesIn(files: ReadonlyMap<string, Buffer>, size: number): readonly Buffer[] {
  const entries: Buffer[] = [];
  for (let index = 0; index * tileWidth < size; index++) {
    const path = bundlePath(index, Math.min(tileWidth, size - index * tileWidth));
    const bundle = decodeBundle(files.get(path) ?? Buffer.from([0]));
    if (bundle === undefined) throw new Error(`${path} is missing or broken.`);
    entries.push(...bundle);
  }
  return entries;
}

function checkSigned(path: string, bytes: Buffer, key: VerifierKey): void {
  if (openNote(bytes.toString(), key).state !== "signed") throw new Error(`${path} is not signed.`);
}

/** How often each event of the table stands in the log; of those that came by themselves and those taken from the table. */
export function timesIn({ entries }: ReadLog): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const entry of entries) {
    const id = /(?:^|\n)\{"id":"([0-9A-Z]{26}\.\d)","k":/u.exec(entry.toString("latin1"))?.[1];
    if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

/** Ids of the events that lie in the table as Kith writes them. */
export async function eventsInTable(): Promise<readonly string[]> {
  const items = await itemsOf("audit");
  const own = items.filter((item) => bytesIn(item.l)?.includes(`{"id":"${textOf(item, "sk")}","k":`));
  return own.map((item) => textOf(item, "sk"));
}

/** What the leaves of the sealer of one type say, oldest first. */
export const ownLeaves = (
  { entries }: ReadLog,
  type: "gen" | "hb" | "viol",
): readonly Record<string, unknown>[] =>
  entries.flatMap((entry) => {
    const [header = "", body = ""] = entry.toString("latin1").split("\n");
    return header.includes(`","t":"${type}","ts":`) ? [JSON.parse(body)] : [];
  });

/** Seals until there is nothing left. @returns what each cycle did. */
export async function seal(): Promise<readonly string[]> {
  const cycles: string[] = [];
  while (cycles.at(-1) !== "nothing") {
    const { payload, failure } = await tenantControl.invoke("Sealer", {});
    if (failure !== undefined) throw new Error(`The sealer failed: ${payload}`);
    cycles.push(JSON.parse(payload ?? "{}").cycle);
    if (cycles.length > 20) throw new Error("The sealer does not come to rest.");
  }
  return cycles;
}

/** Asks the indexer for one run. @throws Error when it fails. */
export async function indexer(request: object): Promise<unknown> {
  const { payload, failure } = await tenantControl.invoke("Indexer", request);
  if (failure !== undefined) throw new Error(`The indexer failed: ${payload}`);
  return JSON.parse(payload ?? "{}");
}

const hour = 3_600_000;
const noProgram = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** Seals, ends the hour of the log, and writes its rows. */
export async function sealAndIndex(): Promise<void> {
  await seal();
  await tenantControl.setClock(new Date(Date.now() + hour + 60_000).toISOString());
  await clientOf("maria").GET("/v1/me", {});
  await seal();
  await indexer({});
  await tenantControl.setClock(0);
}

/** Leaves an event that no answer of the access log waits for. @returns its item. */
export async function aRefusal(): Promise<StoredItem> {
  const before = new Set((await itemsOf("audit")).map((item) => textOf(item, "sk")));
  const nowhere = { programId: noProgram, spaceId: noProgram, threadId: noProgram };
  const { response } = await clientOf("maria").GET(messagesPath, { params: { path: nowhere, query: {} } });
  const item = (await itemsOf("audit")).find((each) => !before.has(textOf(each, "sk")));
  if (response.ok || item === undefined) throw new Error("The refusal left no event.");
  return item;
}
