import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { mutatedFiles, partNames, partOf } from "./parts.ts";
import { readRecord, readSurvivors } from "./record.ts";

/** What a submission may spend on mutants. */
const mostMs = 240_000;
const begun = performance.now();

/** Stryker starts test runners of its own, which must not think that they are this one. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")),
);

/** Runs the mutation tests as a command, for as long as there is time. @returns what it said; no code when it was stopped. */
async function run(mode: string): Promise<{ code: number | null; said: readonly string[] }> {
  const child = spawn(process.execPath, ["test/mutation/run.ts", mode], { detached: true, env: environment });
  let text = "";
  child.stdout.on("data", (piece) => {
    text += String(piece);
  });
  child.stderr.on("data", (piece) => {
    text += String(piece);
  });
  const stop = () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL");
  const timer = setTimeout(stop, Math.max(0, mostMs - (performance.now() - begun)));
  const [code] = await once(child, "close");
  clearTimeout(timer);
  return { code, said: text.split("\n") };
}

const startingWith = (lines: readonly string[], word: string): readonly string[] =>
  lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length + 1));

describe("Mutants", { timeout: mostMs + 60_000 }, () => {
  it("are told apart: the canary's one that a test notices, and the one that none does", async () => {
    const { code, said } = await run("--canary");
    expect(code, said.join("\n")).toBe(0);
  });

  it("of what was changed since they were last made are noticed, as far as four minutes go", async () => {
    const { code, said } = await run("--changed");
    const checked = startingWith(said, "CHECKED");
    const left = startingWith(said, "CHANGED").filter(
      (line) => !checked.some((name) => line.startsWith(`${name}:`)),
    );
    if (code === null) process.stderr.write(`NOT CHECKED: no time for the mutants of ${left.join("; ")}\n`);
    else expect(code, said.join("\n")).toBe(0);
  });
});

describe("The record of the last mutation tests", () => {
  const record = readRecord();

  const recorded = partNames.filter((name) => record[name] !== undefined);
  const left = partNames.filter((name) => record[name] === undefined);
  if (left.length > 0) process.stderr.write(`NOT RECORDED: the mutants of ${left.join(", ")}\n`);

  it.each(recorded)("has %s, noticed as far as it must be", (name) => {
    const files = Object.values(record[name]?.files ?? {});
    const sum = (of: "mutants" | "noticed") => files.reduce((total, file) => total + file[of], 0);
    expect(sum("mutants")).toBeGreaterThan(0);
    expect((sum("noticed") / sum("mutants")) * 100).toBeGreaterThanOrEqual(partOf(name).least);
  });

  it("has an explanation for every mutant that nothing notices, and none too many", () => {
    const missed = Object.values(record).flatMap(({ files }) =>
      Object.entries(files).map(([file, { mutants, noticed }]) => [file, mutants - noticed] as const),
    );
    const explained = Map.groupBy(readSurvivors(), ({ file }) => file);
    for (const [file, count] of missed)
      expect([file, explained.get(file)?.length ?? 0]).toEqual([file, count]);
    const known = new Set(partNames.flatMap((name) => mutatedFiles(partOf(name))));
    expect([...explained.keys()].filter((file) => !known.has(file))).toEqual([]);
  });
});
