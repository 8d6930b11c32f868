import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { parsePath } from "../../functions/tlog/paths.ts";
import { compareCheckpoints } from "../../functions/verifier/compare-checkpoints.ts";
import { NotIntact } from "../../functions/verifier/finding.ts";
import { openCheckpoint } from "../../functions/verifier/open-checkpoint.ts";
import { checkProof, indexOfEvent, proveEntry } from "../../functions/verifier/prove-entry.ts";
import { verifyLog } from "../../functions/verifier/verify-log.ts";
import { longer } from "../runs.ts";
import { entriesOf, rootOfEntries } from "../tlog/tree.ts";
import {
  auditEntries,
  checkpointOf,
  type Files,
  filesOfLog,
  origin,
  reading,
  signing,
} from "./signed-log.ts";

const { key } = signing;
const verified = (files: Files, more = {}) => verifyLog({ read: reading(files), key, anchors: [], ...more });
const signedAt = (entries: readonly Buffer[], size: number) =>
  openCheckpoint(checkpointOf(size, rootOfEntries(entries.slice(0, size))), key, "kept");
const findingOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NotIntact)) throw new Error("It was accepted.");
  return error.finding;
};
const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_537, ...(longer < 1 ? [] : [65_536, 70_000])];

describe("A log", () => {
  it.each(sizes)("of %i entries is intact, whatever batches it grew in", async (size) => {
    const entries = entriesOf(size);
    const { checkpoint, from, counts } = await verified(filesOfLog(entries, 300));
    expect([checkpoint.size, from, counts.unknown]).toEqual([size, 0, size]);
  });

  it("says what is in it: events of unbroken chains, heartbeats without a gap, and the newest time", async () => {
    const entries = auditEntries(700);
    const said = await verified(filesOfLog(entries));
    expect(said.notices).toEqual([]);
    expect(said.counts).toMatchObject({ beginning: 1, violation: 0, unknown: 0 });
    expect(said.counts.event + said.counts.heartbeat).toBe(699);
    expect(said.newest).toBeGreaterThan(Date.parse("2026-11-27T00:00:00Z"));
  });

  it("tells how far it is", async () => {
    const told: number[][] = [];
    await verified(filesOfLog(entriesOf(600)), { progress: (...each: number[]) => told.push(each) });
    expect(told).toEqual([
      [256, 600],
      [512, 600],
      [600, 600],
    ]);
  });

  it("is read where a partial file has given way to a wider one", async () => {
    const entries = entriesOf(600);
    const before = filesOfLog(entries.slice(0, 300));
    const files = filesOfLog(entries, 300);
    files.set("checkpoint", before.get("checkpoint") ?? Buffer.alloc(0));
    for (const path of [...files.keys()].filter((each) => each.endsWith(".p/44"))) files.delete(path);
    expect((await verified(files)).checkpoint.size).toBe(300);
  });

  it("agrees with each checkpoint that was kept, at every size", async () => {
    const entries = entriesOf(1_100);
    const files = filesOfLog(entries);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(1_100), { minLength: 1, maxLength: 4 }), async (kept) => {
        const anchors = kept.map((size) => signedAt(entries, size));
        expect((await verified(files, { anchors })).anchor?.size).toBe(Math.max(...kept));
      }),
    );
  });

  it("is verified from where it was verified before, with the same result", async () => {
    const entries = auditEntries(900);
    const files = filesOfLog(entries);
    await fc.assert(
      fc.asyncProperty(fc.nat(900), async (size) => {
        const read: string[] = [];
        const since = signedAt(entries, size);
        const said = await verifyLog({
          ...{ key, anchors: [], since },
          read: async (path) => {
            read.push(path);
            return files.get(path);
          },
        });
        expect([said.from, said.checkpoint.size, said.notices]).toEqual([size, 900, []]);
        const bundles = read
          .flatMap((path) => parsePath(path) ?? [])
          .filter(({ kind }) => kind === "entries");
        expect(bundles.every(({ index }) => index >= Math.floor(size / 256))).toBe(true);
      }),
    );
  });
});

describe("What was kept of a log", () => {
  const entries = entriesOf(800);
  const other = [...entries.slice(0, 100), Buffer.from("another"), ...entries.slice(101)];
  const files = filesOfLog(entries);

  it.each([1, 101, 256, 300, 512, 800])("shows that its first %i entries are others now", async (size) => {
    const kept = signedAt(other, size);
    const agrees = size <= 100;
    const work = verified(files, { anchors: [kept] });
    if (agrees) await work;
    else expect(await findingOf(work)).toEqual({ what: "forked", size });
    if (!agrees)
      expect((await findingOf(verified(files, { since: kept }))).what).toMatch(/forked|other-root/);
  });

  it("shows that the log was rolled back", async () => {
    const kept = signedAt(entries, 800);
    const shorter = filesOfLog(entries.slice(0, 700));
    const finding = { what: "rolled-back", size: 700, signed: 800 };
    expect(await findingOf(verified(shorter, { anchors: [kept] }))).toEqual(finding);
    expect(await findingOf(verified(shorter, { since: kept }))).toEqual(finding);
  });

  it("shows another log of the same size, where nothing is read again", async () => {
    const since = signedAt(entries, 512);
    const forged = filesOfLog(other.slice(0, 512));
    expect((await findingOf(verified(forged, { since }))).what).toBe("forked");
    const resigned = filesOfLog(entries.slice(0, 512));
    resigned.set("checkpoint", forged.get("checkpoint") ?? Buffer.alloc(0));
    expect(await findingOf(verified(resigned, { since }))).toEqual({ what: "other-root", size: 512 });
  });
});

describe("A part of a log", () => {
  const entries = entriesOf(900);
  const files = filesOfLog(entries);
  const partOf = (bundles: number, more = {}) => {
    let left = bundles;
    return verified(files, { enough: () => --left <= 0, ...more });
  };

  it("is verified up to the bundle at which it was enough, with the root of just that", async () => {
    const { reached, checkpoint } = await partOf(2);
    expect([reached.size, checkpoint.size]).toEqual([512, 900]);
    expect(reached.root).toEqual(rootOfEntries(entries.slice(0, 512)));
  });

  it("leads on to the next, and in the end to the signed root", async () => {
    let since = { ...signedAt(entries, 0), ...(await partOf(1)).reached };
    expect(since.size).toBe(256);
    since = { ...since, ...(await partOf(2, { since })).reached };
    expect(since.size).toBe(768);
    const { reached, from } = await partOf(9, { since });
    expect([from, reached]).toEqual([768, { size: 900, root: rootOfEntries(entries) }]);
  });

  it("is held against what was kept of it, and no more", async () => {
    const other = [Buffer.from("another"), ...entries.slice(1)];
    expect(await findingOf(partOf(1, { anchors: [signedAt(other, 100)] }))).toEqual({
      what: "forked",
      size: 100,
    });
    expect((await partOf(1, { anchors: [signedAt(other, 300)] })).reached.size).toBe(256);
  });

  it("cannot be gone on from without the tiles of what was verified", async () => {
    const since = signedAt(entries, 512);
    const without = new Map([...files].filter(([path]) => !path.startsWith("tile/1/")));
    expect((await findingOf(verified(without, { since }))).what).toMatch(/missing|forked/);
  });

  it("of which nothing is new is the whole log", async () => {
    const since = signedAt(entries, 900);
    const { reached, from } = await verified(files, { since });
    expect([from, reached.size, reached.root.equals(rootOfEntries(entries))]).toEqual([900, 900, true]);
    const full = entriesOf(512);
    const aligned = await verified(filesOfLog(full), { since: signedAt(full, 512) });
    expect(aligned.reached).toEqual({ size: 512, root: rootOfEntries(full) });
  });
});

describe("Two checkpoints", () => {
  it("of which the first is of nothing need no proof, and agree only when it says so", async () => {
    const entries = entriesOf(300);
    const [nothing, now] = [signedAt(entries, 0), signedAt(entries, 300)];
    expect(await compareCheckpoints(nothing, now, reading(filesOfLog(entries)))).toEqual([]);
    const forged = { ...nothing, root: Buffer.alloc(32, 1) };
    expect(await findingOf(compareCheckpoints(forged, now, reading(filesOfLog(entries))))).toEqual({
      ...{ what: "forked", size: 0 },
    });
  });

  it("are compared also where the folder's own is unreadable: it has to say nothing true", async () => {
    const entries = entriesOf(300);
    const files = filesOfLog(entries).set("checkpoint", Buffer.from("nothing"));
    const [old, now] = [signedAt(entries, 100), signedAt(entries, 300)];
    expect((await compareCheckpoints(old, now, reading(files))).length).toBeGreaterThan(0);
  });

  it("are proven to be of one log by its tiles, and of no other", async () => {
    const entries = entriesOf(700);
    const files = filesOfLog(entries);
    await fc.assert(
      fc.asyncProperty(fc.nat(700), fc.nat(700), async (one, two) => {
        const [before, after] = [Math.min(one, two), Math.max(one, two)];
        const [old, now] = [signedAt(entries, before), signedAt(entries, after)];
        await compareCheckpoints(old, now, reading(files));
        if (before === after) return;
        expect((await findingOf(compareCheckpoints(now, old, reading(files)))).what).toBe("rolled-back");
        const forged = { ...old, root: Buffer.alloc(32, 1) };
        expect((await findingOf(compareCheckpoints(forged, now, reading(files)))).what).toBe("forked");
      }),
    );
  });

  it("cannot be compared without the tiles", async () => {
    const entries = entriesOf(600);
    const [old, now] = [signedAt(entries, 300), signedAt(entries, 600)];
    const finding = await findingOf(compareCheckpoints(old, now, reading(new Map())));
    expect(finding).toMatchObject({ what: "missing", file: expect.stringMatching(/^tile\//) });
  });
});

describe("One event", () => {
  const entries = auditEntries(600);
  const files = filesOfLog(entries);

  it("is proven at every place, by its proof and its entry alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(599), async (index) => {
        const proven = await proveEntry(index, key, reading(files));
        expect(proven?.entry).toEqual(entries[index]);
        expect(checkProof(proven?.file ?? "", proven?.entry ?? Buffer.alloc(0), key)).toEqual({
          ...{ index, size: 600, origin },
        });
      }),
    );
  });

  it("is not looked for in a log without a checkpoint, and what is wrong with it is said", async () => {
    const none = new Map([...files].filter(([path]) => path !== "checkpoint"));
    expect(await findingOf(proveEntry(7, key, reading(none)))).toEqual({ what: "no-checkpoint" });
    const forged = new Map(files).set("checkpoint", Buffer.from("nothing"));
    const finding = { what: "no-note", file: "checkpoint" };
    expect(await findingOf(indexOfEvent("x", key, reading(forged)))).toEqual(finding);
  });

  it("is looked for with a word of how far that is, and not among what is no event", async () => {
    const told: number[][] = [];
    const heartbeat = /"id":"([^"]+)","t":"hb"/.exec(entries.join("\n"))?.[1] ?? "none";
    const progress = (...each: number[]) => told.push(each);
    expect(await indexOfEvent(heartbeat, key, reading(files), progress)).toBeUndefined();
    expect(told).toEqual([
      [256, 600],
      [512, 600],
      [600, 600],
    ]);
  });

  it("says what is wrong with a proof", async () => {
    const { file = "", entry = Buffer.alloc(0) } = (await proveEntry(7, key, reading(files))) ?? {};
    const finding = async (text: string, of: Buffer) => findingOf((async () => checkProof(text, of, key))());
    expect(await finding(file, Buffer.from("another"))).toEqual({ what: "other-root", size: 600 });
    expect(await finding(file.replace("index 7", "index 600"), entry)).toEqual({
      what: "other-root",
      size: 600,
    });
    const forged = { what: "forged", file: "the proof's checkpoint" };
    expect(await finding(file.replace(/\n600\n/, "\n601\n"), entry)).toEqual(forged);
  });

  it("is found by its id", async () => {
    const id = /"id":"([^"]+)"/.exec(String(entries[321]))?.[1] ?? "";
    expect(await indexOfEvent(id, key, reading(files))).toBe(321);
    expect(await indexOfEvent("01ARZ3NDEKTSV4RRFFQ69G5FAV.0", key, reading(files))).toBeUndefined();
  });

  it("is not proven by another entry, another place, another log's key, or no proof", async () => {
    const proven = await proveEntry(7, key, reading(files));
    const [file, entry] = [proven?.file ?? "", proven?.entry ?? Buffer.alloc(0)];
    expect(() => checkProof(file, Buffer.from("another"), key)).toThrow(NotIntact);
    expect(() => checkProof(file.replace("index 7", "index 8"), entry, key)).toThrow(NotIntact);
    expect(() => checkProof(file.replace(/\n600\n/, "\n601\n"), entry, key)).toThrow(NotIntact);
    expect(checkProof("no proof", entry, key)).toBeUndefined();
    expect(await proveEntry(600, key, reading(files))).toBeUndefined();
  });

  it("is not proven from an altered bundle", async () => {
    const altered = new Map(files);
    altered.set("tile/entries/000", Buffer.from(files.get("tile/entries/000") ?? []).fill(1, 700, 702));
    const found = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((index) =>
        proveEntry(index, key, reading(altered)).then(
          () => "proven",
          (error: unknown) => (error instanceof NotIntact ? error.finding.what : "other"),
        ),
      ),
    );
    expect(found.filter((each) => each === "altered")).toHaveLength(1);
    expect(found.filter((each) => each === "proven")).toHaveLength(5);
  });
});

it("A checkpoint that a parser accepts and a verifier does not is never opened", () => {
  const note = checkpointOf(3, rootOfEntries(entriesOf(3)));
  expect(parseCheckpoint(note)?.size).toBe(3);
  expect(() => openCheckpoint(note.replace("\n3\n", "\n4\n"), key, "kept")).toThrow(NotIntact);
});
