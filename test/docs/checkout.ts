import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

/** What the commands read. */
const parts = [
  "build",
  "build.ts",
  "cdk.json",
  "cli",
  "docs",
  "functions",
  "infra",
  "local",
  "package.json",
  "tenants",
  "tsconfig.json",
];

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the checkout, in which a command may write what it likes. */
export interface Checkout {
  /** Path of a file of it. */
  readonly path: (name: string) => string;
  /** Runs a line as somebody types it in the folder of the copy. */
  readonly type: (line: string) => Promise<Ended>;
}

/** Copies the checkout; the copy is removed after the tests of the file. */
export function copyOfCheckout(): Checkout {
  const around = mkdtempSync(join(tmpdir(), "kith-checkout-"));
  afterAll(() => rmSync(around, { recursive: true, force: true }));
  const folder = join(around, "kith");
  mkdirSync(folder);
  for (const part of parts) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return { path: (name) => join(folder, name), type: (line) => run(line, folder) };
}

/** Without credentials: nothing that runs here may reach an account. */
const environment = { ...process.env, AWS_EC2_METADATA_DISABLED: "true", AWS_PROFILE: undefined };

function run(line: string, cwd: string): Promise<Ended> {
  const child = spawn("sh", ["-c", line], { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}
