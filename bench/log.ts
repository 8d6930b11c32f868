import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { ulid } from "ulid";
import { z } from "zod";
import { dayOf, second } from "../functions/kernel/clock.ts";
import { eventId } from "../functions/kernel/ids.ts";
import type { CommitRecord } from "../functions/kernel/log-stream.ts";
import { encodeHeader } from "../functions/platform/audit/header.ts";
import { sealOnce } from "../functions/sealer/cycle.ts";
import type { SealerPorts } from "../functions/sealer/ports.ts";
import { leafHash } from "../functions/tlog/hash.ts";
import { writeNote } from "../functions/tlog/note.ts";
import { openNote, verifierKeyOf, writeVerifierKey } from "../functions/tlog/verifier-key.ts";
import { bucketOf, headOf } from "../test/sealer/fakes.ts";

const origin = "kith-example/audit/0123456789ab/1";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
/** The key of the logs that are made here. */
export const logKey = verifierKeyOf(origin, publicKey.export({ format: "der", type: "spki" }));

const start = Date.parse("2026-11-26T10:00:00Z");
/** Bytes of a body: a page of messages of twenty people, as a function seals it. */
const bodyLength = 450;
const writers = 16;

/** Events as functions write them: sixteen instances, each with its chain, a thousand events a second. */
export function eventRecords(count: number): readonly CommitRecord[] {
  const links = Array.from({ length: writers }, () => ({
    writer: randomBytes(16).toString("base64url"),
    n: 0,
    previous: Buffer.alloc(32).toString("base64url"),
  }));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index;
    const id = z.parse(eventId, `${ulid(at)}.${index % 8}`);
    const link = links[index % writers];
    if (link === undefined) throw new Error("There is no such writer.");
    const header = encodeHeader({ type: "ev", id, at, ...link });
    const leaf = Buffer.concat([Buffer.from(`${header}\n`), randomBytes(bodyLength)]);
    link.n += 1;
    link.previous = leafHash(leaf).toString("base64url");
    const key = { pk: `D#${dayOf(at)}#${index % 8}`, sk: id };
    const after = String(index);
    return { kind: "insert", key, leaf, before: undefined, after, sequence: after, at, service: undefined };
  });
}

/** A sealer over memory, which seals what it is given in cycles of a length. */
export function memoryLog(records: readonly CommitRecord[], cycle: number) {
  const [worm, edge, state] = [bucketOf(), bucketOf(), headOf()];
  let [read, ids] = [0, 0];
  const now = () => start + read + second;
  const ports: SealerPorts = {
    feed: {
      read: async () => {
        const some = records.slice(read, read + cycle);
        read += some.length;
        const drained = read === records.length;
        return {
          stream: "stream",
          records: some,
          positions: { shard: String(read) },
          mark: now(),
          drained,
          gap: false,
        };
      },
    },
    ...{ state, worm, edge, clock: now, origin },
    signer: { sign: async (text) => sign(null, Buffer.from(text), privateKey) },
    opened: (note) => {
      const opened = openNote(note, logKey);
      return opened.state === "signed" ? opened.note.text : undefined;
    },
    note: (text, signature) =>
      writeNote({
        text,
        signatures: [{ name: logKey.name, keyId: logKey.keyId, signature: Buffer.from(signature) }],
      }),
    newId: (at) => {
      ids += 1;
      return `${ulid(at, () => (ids % 1_000) / 1_000)}`;
    },
    verifierKey: writeVerifierKey(logKey),
    idOf: ({ sk }) => sk,
    items: async function* () {},
    found: async () => undefined,
    superseded: async () => undefined,
    alarm: (what) => {
      throw new Error(`The sealer alarms: ${what}.`);
    },
  };
  return {
    /** Seals until nothing is left. */
    sealAll: async () => {
      while (read < records.length) await sealOnce(ports);
    },
    read: async (path: string) => (edge.objects.get(path) ?? worm.objects.get(path))?.bytes,
  };
}
