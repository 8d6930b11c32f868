import { hashLength } from "./hash.ts";

/** What a log says of itself, to be signed (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Name of the log; also that of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text that is signed: three lines, without extensions. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString("base64")}\n`;

/** Reads such a text; undefined when it is none. Lines of extensions are passed over, as the specification asks. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", digits = "", encoded = ""] = text.split("\n");
  const size = Number(digits);
  const root = Buffer.from(encoded, "base64");
  const exact = String(size) === digits && root.toString("base64") === encoded;
  const good =
    exact && origin !== "" && Number.isSafeInteger(size) && size >= 0 && root.length === hashLength;
  return good ? { origin, size, root } : undefined;
}
