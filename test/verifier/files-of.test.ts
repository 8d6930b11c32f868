import { describe, expect, it } from "vitest";
import { decodeBundle } from "../../functions/tlog/bundle.ts";
import { filesOf } from "../../functions/verifier/files-of.ts";
import { entriesOf } from "../tlog/tree.ts";
import { filesOfLog } from "./signed-log.ts";

const entries = entriesOf(600);
const files = filesOfLog(entries);
/** Reads from a log of so many entries, of which some files are gone, and notes what was asked for. */
function reader(size: number, gone: readonly string[] = []) {
  const asked: string[] = [];
  const read = filesOf(size, async (path) => {
    asked.push(path);
    return gone.includes(path) ? undefined : files.get(path);
  });
  return { asked, read };
}

describe("The files of a log", () => {
  it("are read by their names, each once", async () => {
    const { asked, read } = reader(600);
    expect(await read("tile/entries/002.p/88")).toEqual(files.get("tile/entries/002.p/88"));
    expect(await read("checkpoint")).toEqual(files.get("checkpoint"));
    expect(asked).toEqual(["tile/entries/002.p/88", "checkpoint"]);
  });

  it("that are partial and gone are the beginning of the one of this size", async () => {
    const { asked, read } = reader(600);
    const bundle = decodeBundle((await read("tile/entries/002.p/40")) ?? Buffer.alloc(0));
    expect(bundle).toEqual(entries.slice(512, 552));
    const tile = await read("tile/0/002.p/40");
    expect(tile).toEqual(files.get("tile/0/002.p/88")?.subarray(0, 40 * 32));
    expect(asked).toEqual([
      ...["tile/entries/002.p/40", "tile/entries/002.p/88"],
      ...["tile/0/002.p/40", "tile/0/002.p/88"],
    ]);
  });

  it("that are partial and gone are the beginning of the full one, where that is there", async () => {
    const { read } = reader(600);
    const bundle = decodeBundle((await read("tile/entries/001.p/9")) ?? Buffer.alloc(0));
    expect(bundle).toEqual(entries.slice(256, 265));
    expect(await read("tile/1/000.p/1")).toEqual(files.get("tile/1/000.p/2")?.subarray(0, 32));
  });

  it("are never those of a longer log, or narrower ones", async () => {
    const { asked, read } = reader(530, ["tile/entries/002.p/88"]);
    expect(await read("tile/entries/002.p/18")).toBeUndefined();
    expect(await read("tile/entries/002.p/30")).toBeUndefined();
    expect(asked).toEqual([
      ...["tile/entries/002.p/18", "tile/entries/002"],
      ...["tile/entries/002.p/30", "tile/entries/002"],
    ]);
  });

  it("that are full and gone, or of no form that a log has, are gone", async () => {
    const { asked, read } = reader(600, ["tile/entries/000"]);
    expect(await read("tile/entries/000")).toBeUndefined();
    expect(await read("tile/what")).toBeUndefined();
    expect(asked).toEqual(["tile/entries/000", "tile/what"]);
  });
});
