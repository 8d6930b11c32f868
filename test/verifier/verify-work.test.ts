import { describe, expect, it } from "vitest";
import { day, hour } from "../../functions/kernel/clock.ts";
import type { Verification } from "../../functions/kernel/verification.ts";
import { tileWidth } from "../../functions/tlog/paths.ts";
import { writeVerifierKey } from "../../functions/tlog/verifier-key.ts";
import { verifyWork } from "../../functions/verifier/verify-work.ts";
import { rootOfEntries } from "../tlog/tree.ts";
import { auditEntries, checkpointOf, type Files, filesOfLog, reading, signing } from "./signed-log.ts";

const entries = auditEntries(1_000);
const logOfFirst = (size: number) => filesOfLog(entries.slice(0, size), 300);

/** A verifier of a log that changes, each of whose runs reads at most so many bundles. */
function verifierOf(first: Files, bundles = 100) {
  const at = { now: Date.parse("2026-11-27T10:00:00Z"), files: first };
  let kept: Verification | undefined;
  const [alarms, read]: [string[], string[]] = [[], []];
  const store = {
    load: async () => kept,
    save: async (next: Verification) => {
      if (next.version !== (kept?.version ?? 0) + 1) return false;
      kept = next;
      return true;
    },
  };
  const run = () => {
    let left = bundles;
    read.length = 0;
    return verifyWork({
      read: (path) => {
        read.push(path);
        return reading(at.files)(path);
      },
      verifierKey: async () => writeVerifierKey(signing.key),
      store,
      clock: () => at.now,
      enough: () => --left <= 0,
      alarm: (what) => alarms.push(what),
    });
  };
  return {
    at,
    alarms,
    run,
    kept: () => kept,
    fullBundlesRead: () => read.filter((path) => /entries\/\d+$/.test(path)),
  };
}

/** The same log with one byte of an entry changed. */
function changedAt(files: Files, bundle: string): Files {
  const changed = Buffer.from(files.get(bundle) ?? "");
  changed[100] = (changed[100] ?? 0) ^ 1;
  return new Map([...files, [bundle, changed]]);
}

describe("The verifier", () => {
  it("has nothing to verify before the log has written its key down", async () => {
    const { run, kept } = verifierOf(new Map());
    const ports = { read: async () => undefined, verifierKey: async () => undefined, clock: Date.now };
    const store = { load: async () => undefined, save: async () => true };
    expect(await verifyWork({ ...ports, store, enough: () => false, alarm: () => undefined })).toEqual({
      verified: "nothing",
      size: 0,
    });
    expect(await run()).toEqual({ verified: "altered", size: 0 });
    expect(kept()?.found?.finding).toEqual({ what: "no-checkpoint" });
  });

  it("reads every entry, as many in one run as it may, and says when it has come to the end", async () => {
    const { run, kept, at } = verifierOf(logOfFirst(1_000), 2);
    expect(await run()).toEqual({ verified: "part", size: 2 * tileWidth });
    expect(kept()).toMatchObject({ whole: false, full: undefined });
    expect(await run()).toEqual({ verified: "whole", size: 1_000 });
    expect(kept()).toMatchObject({ whole: true, full: { size: 1_000, at: at.now } });
  });

  it("then reads only what was added, until a day has gone by since it began with the first entry", async () => {
    const { run, at, kept, fullBundlesRead } = verifierOf(logOfFirst(600));
    await run();
    at.files = logOfFirst(700);
    at.now += hour;
    expect(await run()).toEqual({ verified: "whole", size: 700 });
    expect(fullBundlesRead()).toEqual([]);
    expect(kept()?.full?.size).toBe(600);
    at.now += day;
    expect(await run()).toEqual({ verified: "whole", size: 700 });
    expect(fullBundlesRead()).toEqual(["tile/entries/000", "tile/entries/001"]);
    expect(kept()?.full).toEqual({ size: 700, at: at.now });
  });

  it("finds an entry that was altered behind it, at the latest a day later, and tells somebody at each run", async () => {
    const good = logOfFirst(600);
    const { run, at, kept, alarms } = verifierOf(good);
    await run();
    at.files = changedAt(good, "tile/entries/000");
    expect(await run()).toMatchObject({ verified: "whole" });
    at.now += day;
    expect(await run()).toEqual({ verified: "altered", size: 600 });
    const found = kept()?.found;
    expect(found?.finding).toMatchObject({ what: "altered", file: "tile/entries/000" });
    at.now += hour;
    await run();
    expect(kept()?.found).toEqual(found);
    expect(alarms).toEqual(["log-altered", "log-altered"]);
  });

  it("takes back what it found only when it has read every entry again", async () => {
    const good = logOfFirst(1_000);
    const { run, at, kept } = verifierOf(changedAt(good, "tile/entries/002"), 2);
    await run();
    await run();
    expect(kept()?.found).toBeDefined();
    at.files = good;
    expect(await run()).toMatchObject({ verified: "part" });
    expect(kept()?.found).toBeDefined();
    expect(await run()).toMatchObject({ verified: "whole" });
    expect(kept()?.found).toBeUndefined();
  });

  it("finds that the log was rolled back, however well that was signed", async () => {
    const { run, at, kept } = verifierOf(logOfFirst(700));
    await run();
    at.files = logOfFirst(600);
    expect(await run()).toMatchObject({ verified: "altered" });
    expect(kept()?.found?.finding).toEqual({ what: "rolled-back", size: 600, signed: 700 });
    expect(kept()?.longest.size).toBe(700);
  });

  it("finds that the log was forked, however well that was signed", async () => {
    const { run, at, kept } = verifierOf(logOfFirst(600));
    await run();
    const others = auditEntries(800, ["C", "D"]);
    at.files = filesOfLog(others);
    at.files.set("checkpoint", Buffer.from(checkpointOf(800, rootOfEntries(others))));
    expect(await run()).toMatchObject({ verified: "altered" });
    expect(["forked", "altered", "altered-tile"]).toContain(kept()?.found?.finding.what);
    at.now += 2 * day;
    expect(await run()).toMatchObject({ verified: "altered" });
    expect(kept()?.found?.finding).toEqual({ what: "forked", size: 600 });
  });

  it("keeps the longest part that was ever intact, also while it reads everything again", async () => {
    const { run, at, kept } = verifierOf(logOfFirst(1_000), 3);
    await run();
    await run();
    expect(kept()).toMatchObject({ longest: { size: 1_000 }, whole: true, full: { size: 1_000 } });
    const full = kept()?.full;
    at.now += day;
    expect(await run()).toEqual({ verified: "part", size: 3 * tileWidth });
    expect(kept()).toMatchObject({ longest: { size: 1_000 }, reached: { size: 768 }, whole: false, full });
    expect(await run()).toEqual({ verified: "whole", size: 1_000 });
    expect(kept()?.full).toEqual({ size: 1_000, at: at.now });
    expect(kept()?.begun).toBe(at.now);
  });

  it("says since when it has found it, and begins with the first entry at the next run", async () => {
    const { run, at, kept } = verifierOf(changedAt(logOfFirst(600), "tile/entries/001"));
    const first = at.now;
    await run();
    at.now += hour;
    expect(await run()).toEqual({ verified: "altered", size: 0 });
    expect(kept()).toMatchObject({
      ...{ found: { at: first }, at: at.now, begun: at.now, version: 2 },
      ...{ reached: { size: 0 }, whole: false, full: undefined },
    });
  });

  it("leaves what another run has written meanwhile", async () => {
    const { run, kept } = verifierOf(logOfFirst(600), 1);
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.verified, other.verified]).toEqual(["part", "part"]);
    expect(kept()?.version).toBe(1);
  });

  it("does not take a failure to read for a finding", async () => {
    const { kept } = verifierOf(logOfFirst(600));
    const failing = verifyWork({
      read: () => Promise.reject(new Error("throttled")),
      verifierKey: async () => writeVerifierKey(signing.key),
      store: { load: async () => undefined, save: () => Promise.reject(new Error("must not be called")) },
      clock: Date.now,
      enough: () => false,
      alarm: () => {
        throw new Error("must not be called");
      },
    });
    await expect(failing).rejects.toThrow("throttled");
    expect(kept()).toBeUndefined();
  });
});
