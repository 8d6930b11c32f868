import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDataFolder } from "../../../local/data-folder.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "data-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("a data folder", () => {
  it("gives the stack the same instance at every start", async () => {
    const path = join(newFolder(), "new");
    const first = await openDataFolder(path);
    await first.release();
    expect((await openDataFolder(path)).instance).toBe(first.instance);
  });

  it("is another stack's than another folder", async () => {
    const [one, other] = await Promise.all([openDataFolder(newFolder()), openDataFolder(newFolder())]);
    expect(one.instance).not.toBe(other.instance);
  });

  it("is held by one run", async () => {
    const path = newFolder();
    await openDataFolder(path);
    await expect(openDataFolder(path)).rejects.toThrow(`Process ${process.pid} runs on ${path}.`);
  });

  it("is taken over from a run that was killed", async () => {
    const path = newFolder();
    writeFileSync(join(path, "run.pid"), "not a process");
    await expect(openDataFolder(path)).resolves.toMatchObject({ path });
  });

  it("that is damaged is refused and left as it is", async () => {
    const path = newFolder();
    writeFileSync(join(path, "stack-instance"), "damaged");
    await expect(openDataFolder(path)).rejects.toThrow("is damaged");
    await expect(openDataFolder(path)).rejects.toThrow("is damaged");
  });

  it("may be left out", async () => {
    expect(await openDataFolder(null)).toMatchObject({ path: null, instance: "memory" });
  });
});
