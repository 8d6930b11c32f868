import { readSync, writeSync } from "node:fs";
import type { FromEnvironment, ToEnvironment } from "../messages.ts";

/** The pipe to the run: the first descriptor after stderr. */
const CHANNEL = 3;
const HEADER_BYTES = 4;

/**
 * Waits for the next message, and stops the whole process while it waits: no timer, no promise and no
 * socket of the handler goes on, as in an environment that Lambda has frozen. Ends the process when the
 * run is gone, so that nothing outlives it.
 */
export function receive(): ToEnvironment {
  const length = readExactly(HEADER_BYTES).readUInt32BE();
  return JSON.parse(readExactly(length).toString("utf8"));
}

export function send(message: FromEnvironment): void {
  const body = Buffer.from(JSON.stringify(message));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  writeFully(Buffer.concat([header, body]));
}

function readExactly(length: number): Buffer {
  const buffer = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const count = readSync(CHANNEL, buffer, filled, length - filled, null);
    if (count === 0) process.exit();
    filled += count;
  }
  return buffer;
}

function writeFully(buffer: Buffer): void {
  for (let written = 0; written < buffer.length; ) {
    written += writeSync(CHANNEL, buffer, written, buffer.length - written);
  }
}
