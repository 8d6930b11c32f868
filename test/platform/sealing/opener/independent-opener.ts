import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod/mini";

/** A sealed value, with all that is needed to open it. */
export interface ToOpen {
  readonly key: Uint8Array;
  readonly context: readonly string[];
  readonly sealed: Uint8Array;
  /** What it was padded to, in bytes. */
  readonly block: number;
}

const script = join(import.meta.dirname, "open_sealed.py");
const printed = z.array(z.nullable(z.string()));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const run = (values: readonly ToOpen[]) => {
  const asked = values.map((value) => ({ ...value, key: hex(value.key), sealed: hex(value.sealed) }));
  const input = JSON.stringify(asked);
  return spawnSync("python3", [script], { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
};

/** Whether this machine has Python 3 and OpenSSL's library, which is all that the opener needs. */
export const openerRuns: boolean = run([]).status === 0;

/** Opens values by `open_sealed.py`, which shares nothing with our code. @returns plaintexts; undefined for what did not open. */
export function openIndependently(values: readonly ToOpen[]): readonly (Buffer | undefined)[] {
  const { status, stdout, stderr } = run(values);
  if (status !== 0) throw new Error(stderr);
  return printed
    .parse(JSON.parse(stdout))
    .map((plain) => (plain === null ? undefined : Buffer.from(plain, "hex")));
}
