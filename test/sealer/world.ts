import { generateKeyPairSync, sign } from "node:crypto";
import { dayOf } from "../../functions/kernel/clock.ts";
import type { SealerState, Violation } from "../../functions/kernel/log.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { sealOnce } from "../../functions/sealer/cycle.ts";
import { streamFeed } from "../../functions/sealer/feed.ts";
import type { SealerPorts } from "../../functions/sealer/ports.ts";
import { parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { writeNote } from "../../functions/tlog/note.ts";
import { openNote, verifierKeyOf, writeVerifierKey } from "../../functions/tlog/verifier-key.ts";
import { type Bucket, bucketOf, type Head, headOf } from "./fakes.ts";
import { type Chance, chanceOf } from "./random.ts";
import { type FakeStream, fakeStream } from "./stream.ts";

export const origin = "audit.example.org/kith-example/1";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
export const logKey = verifierKeyOf(origin, publicKey.export({ format: "der", type: "spki" }));
export const start = Date.parse("2026-11-26T10:00:00Z");

/** Everything outside of the sealer, in memory. */
export interface World {
  readonly stream: FakeStream;
  /** The audit table. */
  readonly table: Map<string, { readonly key: Key; readonly leaf: Uint8Array }>;
  readonly worm: Bucket;
  readonly edge: Bucket;
  readonly head: Head;
  /** Heads that were signed: size and root. */
  readonly signed: { readonly size: number; readonly root: Buffer }[];
  readonly violations: Map<number, Violation>;
  readonly alarms: string[];
  readonly superseded: string[];
  now: number;
  readonly ports: SealerPorts;
  /** Writes an event, as a function's commit does. @returns its id. */
  readonly event: (lag?: number) => string;
}

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** A ULID of an instant whose random part counts. */
export function idAt(at: number, count: number, lane = 0): string {
  let rest = at;
  let time = "";
  for (let digit = 0; digit < 10; digit++) {
    time = `${symbols[rest % 32]}${time}`;
    rest = Math.floor(rest / 32);
  }
  return `${time}${String(count).padStart(16, "0")}.${lane}`;
}

export interface Before {
  readonly worm: Bucket;
  readonly edge: Bucket;
  readonly state: SealerState | undefined;
}

export function worldOf(seed = 1, before?: Before): World {
  const chance: Chance = chanceOf(seed ^ 0x5eed);
  const stream = fakeStream(3, chance);
  const table: World["table"] = new Map();
  const [worm, edge] = [bucketOf(before?.worm.objects), bucketOf(before?.edge.objects)];
  const state = before?.state;
  const head = headOf(state && { ...state, stream: "stream-1", positions: {} });
  const world: Omit<World, "ports" | "event"> = {
    ...{ stream, table, worm, edge, head, now: start },
    ...{ signed: [], violations: new Map<number, Violation>(), alarms: [], superseded: [] },
  };
  let count = 0;
  const complete: World = Object.assign(world, {
    ports: portsOf(world),
    event: (lag = 0) => {
      count += 1;
      const id = idAt(world.now - lag, seed * 1_000 + count, chance.below(2));
      const key = { pk: `D#${dayOf(world.now - lag)}#${id.slice(-1)}`, sk: id };
      const leaf = Buffer.from(`{"id":"${id}"}\n${"x".repeat(chance.below(40))}`);
      table.set(id, { key, leaf });
      stream.write({ kind: "insert", key, leaf, at: world.now }, chance);
      return id;
    },
  });
  return complete;
}

function portsOf(world: Omit<World, "ports" | "event">): SealerPorts {
  let ids = 0;
  return {
    feed: streamFeed({ api: world.stream, clock: () => world.now, most: 40 }),
    state: world.head,
    worm: world.worm,
    edge: world.edge,
    signer: {
      sign: async (text) => {
        const { size = 0, root = Buffer.alloc(0) } = parseCheckpoint(text) ?? {};
        world.signed.push({ size, root });
        return sign(null, Buffer.from(text), privateKey);
      },
    },
    note: (text, signature) =>
      writeNote({
        text,
        signatures: [{ name: origin, keyId: logKey.keyId, signature: Buffer.from(signature) }],
      }),
    opened: (note) => {
      const opened = openNote(note, logKey);
      return opened.state === "signed" ? opened.note.text : undefined;
    },
    clock: () => world.now,
    newId: (at) => {
      ids += 1;
      return idAt(at, ids).slice(0, 26);
    },
    origin,
    verifierKey: writeVerifierKey(logKey),
    idOf: (key, leaf) => {
      const [, id] = /^\{"id":"([^"]+)"\}\n/u.exec(Buffer.from(leaf).toString("latin1")) ?? [];
      return id === key.sk ? id : undefined;
    },
    items: async function* (fromDay) {
      for (const { key, leaf } of world.table.values())
        if (key.pk.slice(2, 12) >= fromDay) yield { key, leaf };
    },
    found: async (violation) => void world.violations.set(violation.index, violation),
    superseded: async (path) => void world.superseded.push(path),
    alarm: (what) => void world.alarms.push(what),
  };
}

/** Cycles until there is nothing to do. */
export async function drain(world: World, ports = world.ports): Promise<void> {
  for (let turn = 0; turn < 50; turn++) if ((await sealOnce(ports)) === "nothing") return;
  throw new Error("The log does not come to rest.");
}
