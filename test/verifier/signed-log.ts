import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { ulid } from "ulid";
import { z } from "zod";
import { eventId } from "../../functions/kernel/ids.ts";
import { encodeHeader } from "../../functions/platform/audit/header.ts";
import { ownLeaf } from "../../functions/sealer/own-leaf.ts";
import { checkpointText } from "../../functions/tlog/checkpoint.ts";
import { leafHash } from "../../functions/tlog/hash.ts";
import { writeNote } from "../../functions/tlog/note.ts";
import { type VerifierKey, verifierKeyOf } from "../../functions/tlog/verifier-key.ts";
import { logOf, rootOfEntries } from "../tlog/tree.ts";

export const origin = "kith-example/audit/0123456789ab/1";

/** A key that can sign for a log. */
export interface SigningKey {
  readonly key: VerifierKey;
  readonly secret: KeyObject;
}
export function newSigningKey(name = origin): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { key: verifierKeyOf(name, publicKey.export({ format: "der", type: "spki" })), secret: privateKey };
}
export const signing = newSigningKey();

/** A signed checkpoint. */
export function checkpointOf(size: number, root: Buffer, { key, secret } = signing, by = key.name): string {
  const text = checkpointText({ origin: by, size, root });
  const signature = sign(null, Buffer.from(text), secret);
  return writeNote({ text, signatures: [{ name: key.name, keyId: key.keyId, signature }] });
}

export type Files = Map<string, Buffer>;
/** The files of a log of these entries, with its checkpoint. */
export function filesOfLog(entries: readonly Uint8Array[], batch = entries.length): Files {
  const batches: (readonly Uint8Array[])[] = [];
  for (let at = 0; at < entries.length; at += batch) batches.push(entries.slice(at, at + batch));
  const { files } = logOf(batches);
  files.set("checkpoint", Buffer.from(checkpointOf(entries.length, rootOfEntries(entries))));
  return files;
}
export const reading = (files: ReadonlyMap<string, Buffer>) => async (path: string) => files.get(path);

const start = Date.parse("2026-11-26T10:00:00.000Z");
/** Entries as writers and the sealer make them: every tenth minute an event of each of two writers, a heartbeat an hour. */
export function auditEntries(count: number, names = ["A", "B"]): Buffer[] {
  const writers = names.map((letter) => ({ writer: letter.repeat(22), n: 0, previous: "A".repeat(43) }));
  const entries = [ownLeaf("gen", ulid(start), start, { origin, stream: "arn" })];
  for (let at = start; entries.length < count; at += 600_000) {
    for (const link of writers) {
      const id = z.parse(eventId, `${ulid(at)}.0`);
      const header = encodeHeader({ type: "ev", id, at, ...link });
      const entry = Buffer.from(`${header}\n${"sealed".repeat(3)}`);
      entries.push(entry);
      link.n += 1;
      link.previous = leafHash(entry).toString("base64url");
    }
    if ((at - start) % 3_600_000 === 0) entries.push(ownLeaf("hb", ulid(at), at, { size: entries.length }));
  }
  return entries.slice(0, count);
}
