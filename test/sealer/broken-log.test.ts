import { describe, expect, it } from "vitest";
import { day, dayOf } from "../../functions/kernel/clock.ts";
import { sealOnce } from "../../functions/sealer/cycle.ts";
import { ownLeafIn } from "../../functions/sealer/own-leaf.ts";
import type { SealerPorts } from "../../functions/sealer/ports.ts";
import { BrokenLog } from "../../functions/sealer/publish.ts";
import { checkpointKey, segmentKey } from "../../functions/sealer/segment.ts";
import { headOf } from "./fakes.ts";
import { entriesOf, objectionsTo } from "./invariants.ts";
import { drain, idAt, start, type World, worldOf } from "./world.ts";

/** A log with some events, all of it published. */
async function published(events = 5): Promise<World> {
  const world = worldOf();
  for (let count = 0; count < events; count++) world.event();
  await drain(world);
  return world;
}
/** A sealer that ends before a call. */
const endingAt = (world: World, change: Partial<SealerPorts>): SealerPorts => ({ ...world.ports, ...change });
const ends = () => Promise.reject(new Error("ended"));
/** A log whose newest part is committed and not published. */
async function committed(): Promise<World> {
  const world = await published();
  world.event();
  const signer = { sign: ends };
  await sealOnce(endingAt(world, { signer })).catch(() => undefined);
  const { size = 0, published: shown = 0 } = world.head.now() ?? {};
  expect(size).toBe(shown + 1);
  return world;
}
const segmentOf = (world: World): string => {
  const { published: from = 0, size = 0, root = Buffer.alloc(0) } = world.head.now() ?? {};
  return segmentKey(from, size, root);
};
const object = (bytes: Uint8Array) => ({ bytes, tag: "other" });

describe("A sealer stops, and writes nothing more, when", () => {
  it("the segment that was committed is gone", async () => {
    const world = await committed();
    world.worm.objects.delete(segmentOf(world));
    await expect(sealOnce(world.ports)).rejects.toThrow(BrokenLog);
    await expect(sealOnce(world.ports)).rejects.toThrow("is missing");
  });

  it("the segment that was committed is another", async () => {
    const world = await committed();
    world.worm.objects.set(segmentOf(world), object(Buffer.from([0, 1, 7])));
    await expect(sealOnce(world.ports)).rejects.toThrow("does not give the committed root");
  });

  it("the checkpoint of what was published is gone, or is another's", async () => {
    const world = await committed();
    const key = checkpointKey(world.head.now()?.published ?? 0);
    const good = world.worm.objects.get(key);
    world.worm.objects.delete(key);
    await expect(sealOnce(world.ports)).rejects.toThrow("is missing or not ours");
    world.worm.objects.set(key, object(Buffer.from(good?.bytes ?? []).fill(0x41, 0, 5)));
    await expect(sealOnce(world.ports)).rejects.toThrow("is missing or not ours");
  });

  it("the tiles of what was published do not give its root", async () => {
    const world = await published();
    for (const [key, { bytes }] of world.edge.objects)
      if (key.startsWith("tile/0/")) world.edge.objects.set(key, object(Buffer.from(bytes).fill(1)));
    world.event();
    await expect(sealOnce(world.ports)).rejects.toThrow("do not give the committed root");
  });

  it("other bytes lie where a file of its own belongs", async () => {
    const world = await committed();
    const { size = 0 } = world.head.now() ?? {};
    world.edge.objects.set(`tile/entries/000.p/${size}`, object(Buffer.from("another")));
    await expect(sealOnce(world.ports)).rejects.toThrow("Another object lies at");
  });

  it("another checkpoint lies where its own belongs", async () => {
    const world = await committed();
    world.worm.objects.set(checkpointKey(world.head.now()?.size ?? 0), object(Buffer.from("another")));
    await expect(sealOnce(world.ports)).rejects.toThrow("Another checkpoint lies at");
  });

  it("the head is older than what was signed: its table was restored", async () => {
    const world = await published();
    const before = world.head.now();
    world.event();
    await drain(world);
    const ports = endingAt(world, { state: headOf(before) });
    expect(await sealOnce(ports)).toBe("old");
    expect(await sealOnce(endingAt(world, { state: headOf() }))).toBe("old");
    expect(world.alarms).toEqual(["old-head", "old-head"]);
  });
});

describe("A sealer", () => {
  it("takes the signature that another one has stored of the same head, and signs nothing twice", async () => {
    const world = await committed();
    let signed = 0;
    const signer = {
      sign: (text: string) => {
        signed += 1;
        return world.ports.signer.sign(text);
      },
    };
    const edge = { ...world.edge, putIfMatch: ends };
    await sealOnce(endingAt(world, { signer, edge })).catch(() => undefined);
    expect(await sealOnce(endingAt(world, { signer }))).toBe("recovered");
    expect(signed).toBe(1);
    expect(await objectionsTo(world)).toEqual([]);
  });

  it("has changed nothing that anybody reads when another one was faster", async () => {
    const world = await published();
    world.event();
    const before = world.head.now();
    const state = { ...world.ports.state, cas: async () => false };
    expect(await sealOnce(endingAt(world, { state }))).toBe("lost");
    expect(world.head.now()).toEqual(before);
    expect(await sealOnce(world.ports)).toBe("sealed");
    expect(await objectionsTo(world)).toEqual([]);
  });

  it("marks the partial files that a wider one has replaced, and full ones never", async () => {
    const world = await published(255);
    expect(world.superseded.every((path) => /^tile\/(?:entries|0)\/000\.p\/\d+$/.test(path))).toBe(true);
    world.superseded.splice(0);
    world.event();
    await drain(world);
    expect(world.superseded).toEqual([]);
    world.event();
    world.event();
    await drain(world);
    expect(world.superseded).toEqual(["tile/entries/001.p/1", "tile/0/001.p/1"]);
  });

  it("keeps what was no event beside the log, and notes where its violation is", async () => {
    const world = await published();
    const leaf = Buffer.from("not an event");
    world.stream.write(
      { kind: "insert", key: { pk: "x", sk: "y" }, leaf, at: world.now },
      { below: () => 0, happens: () => false },
    );
    await drain(world);
    const odd = [...world.worm.objects].filter(([key]) => key.startsWith("odd/"));
    expect(odd.map(([, { bytes }]) => Buffer.from(bytes).toString())).toEqual(["not an event"]);
    const index = (world.head.now()?.size ?? 0) - 1;
    expect([...world.violations.values()]).toEqual([{ index, at: world.now, kind: "unreadable" }]);
    expect(world.alarms).toEqual(["tampering"]);
  });
});

describe("After a gap in the stream", () => {
  const typesOf = async (world: World) =>
    ((await entriesOf(world, world.head.now()?.size ?? 0)) ?? []).map(
      (entry) => ownLeafIn(entry)?.type ?? "ev",
    );

  it("what only the table knows is sealed within a leaf that says so, and the gap itself before it", async () => {
    const world = await published(2);
    world.event();
    world.stream.trim();
    world.event();
    world.stream.replace();
    await drain(world);
    expect(await typesOf(world)).toEqual(["gen", "ev", "ev", "viol", "rec", "rec"]);
    expect([...world.violations.values()].map(({ kind }) => kind)).toEqual(["gap"]);
    expect(await objectionsTo(world)).toEqual([]);
  });

  it("what lies in the table and is no event is a violation, and kept beside the log", async () => {
    const world = await published(1);
    const sk = idAt(start, 999);
    world.table.set(sk, { key: { pk: `D#${dayOf(start)}#0`, sk }, leaf: Buffer.from("nothing") });
    world.stream.replace();
    await drain(world);
    expect(await typesOf(world)).toEqual(["gen", "ev", "viol", "viol"]);
    expect([...world.worm.objects.keys()].filter((key) => key.startsWith("odd/"))).toHaveLength(1);
  });

  it("nothing is sealed before it is known what is: without a bundle of the log the sealer stops", async () => {
    const world = await published(3);
    const { size = 0 } = world.head.now() ?? {};
    world.stream.replace();
    const edge = {
      ...world.edge,
      get: async (key: string) => (key.includes("entries") ? undefined : world.edge.get(key)),
    };
    await expect(sealOnce(endingAt(world, { edge }))).rejects.toThrow(/missing|root/);
    expect(world.head.now()?.size).toBe(size);
  });

  it("the table is read from a day before the log was last sealed", async () => {
    const world = await published(1);
    const asked: string[] = [];
    const items = (from: string) => {
      asked.push(from);
      return world.ports.items(from);
    };
    world.stream.replace();
    await sealOnce(endingAt(world, { items }));
    expect(asked).toEqual([dayOf(start - day)]);
  });
});
