/** Signed notes (C2SP signed-note): a text, an empty line, and lines of signatures. */

export interface NoteSignature {
  readonly name: string;
  /** First four bytes of a hash of the name and the key, in hex: tells keys of one name apart. */
  readonly keyId: string;
  readonly signature: Buffer;
}
export interface Note {
  /** With its last newline: exactly what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const line = /^\u2014 ([^\s+\p{Z}]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** More is no note of a log. */
const longestNote = 1_000_000;

/** Reads a note; undefined when it is none. Signatures by keys that nobody here knows are kept, not judged. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf("\n\n");
  if (end === -1 || note.length > longestNote || !note.endsWith("\n")) return undefined;
  if ([...note].some((each) => each < " " && each !== "\n")) return undefined;
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map(parseSignature);
  if (!signatures.every((each) => each !== undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures };
}

function parseSignature(text: string): NoteSignature | undefined {
  const [, name = "", encoded = ""] = line.exec(text) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length < 5 || bytes.toString("base64") !== encoded) return undefined;
  return { name, keyId: bytes.toString("hex", 0, 4), signature: bytes.subarray(4) };
}

/** Writes a note. @param text ends with a newline. */
export const writeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(({ name, keyId, signature }) => `\u2014 ${name} ${Buffer.concat([Buffer.from(keyId, "hex"), signature]).toString("base64")}\n`).join("")}`;
