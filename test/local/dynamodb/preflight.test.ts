import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const PREFLIGHT = fileURLToPath(new URL("../../../preflight.mjs", import.meta.url));

let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "path-"));
});

afterEach(async () => rm(path, { recursive: true }));

/** A `java` that answers `--list-modules` so, and nothing else. */
const java = (answer: string) =>
  writeFile(join(path, "java"), `#!/bin/sh\n[ "$*" = --list-modules ] || exit 2\n${answer}\n`, {
    mode: 0o755,
  });

const preflight = () => spawnSync(process.execPath, [PREFLIGHT], { encoding: "utf8", env: { PATH: path } });

it("passes a Java 17 with its compiler", async () => {
  await java("echo java.base@17.0.15; echo jdk.compiler@17.0.15");
  expect(preflight()).toMatchObject({ status: 0, stderr: "" });
});

it.each([
  ["too old", "echo java.base@11.0.2; echo jdk.compiler@11.0.2", "Java 11"],
  ["without modules", "echo Unrecognized option >&2; exit 1", "none as new"],
  ["without a compiler", "echo java.base@21; echo java.compiler@21", "Java 21 without its compiler"],
])("says in one sentence that Java is %s, and how to get it", async (_, answer, found) => {
  await java(answer);
  const { status, stderr } = preflight();
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(`^Kith needs a JDK 17 .* found ${found}: .*openjdk-17-jdk-headless.*\\.\\n$`),
  );
});

it("says in one sentence that there is no Java", () => {
  expect(preflight()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("found no Java: install one"),
  });
});
