import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { type Note, parseNote } from "./note.ts";

/** A public key with the name under which it signs (C2SP signed-note, Ed25519). */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly key: KeyObject;
}

const ed25519 = 0x01;
/** Everything of an Ed25519 key in DER before its 32 bytes (RFC 8410). */
const derPrefix = Buffer.from("302a300506032b6570032100", "hex");
const form = /^([^\s+\p{Z}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u;

/** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), in hex. */
const keyIdOf = (name: string, raw: Buffer): string =>
  hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ed25519]), raw]), "hex").slice(0, 8);

const verifierKey = (name: string, raw: Buffer): VerifierKey => ({
  name,
  keyId: keyIdOf(name, raw),
  key: createPublicKey({ key: Buffer.concat([derPrefix, raw]), format: "der", type: "spki" }),
});

/**
 * The key of a log from what KMS gives of it.
 * @param der SubjectPublicKeyInfo of an Ed25519 key.
 * @throws RangeError for another kind of key.
 */
export function verifierKeyOf(name: string, der: Uint8Array): VerifierKey {
  const bytes = Buffer.from(der);
  if (bytes.length !== derPrefix.length + 32 || !bytes.subarray(0, derPrefix.length).equals(derPrefix))
    throw new RangeError("The key of a log is an Ed25519 key.");
  return verifierKey(name, bytes.subarray(derPrefix.length));
}

/** The key in one line: `<name>+<key id>+<base64 of 0x01 and the key>`. */
export function writeVerifierKey({ name, keyId, key }: VerifierKey): string {
  const raw = key.export({ format: "der", type: "spki" }).subarray(derPrefix.length);
  return `${name}+${keyId}+${Buffer.concat([Buffer.from([ed25519]), raw]).toString("base64")}`;
}

/** Reads such a line; undefined when it is none, or its key id is not that of its name and key. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name = "", keyId, encoded = ""] = form.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length !== 33 || bytes[0] !== ed25519 || bytes.toString("base64") !== encoded) return undefined;
  const read = verifierKey(name, bytes.subarray(1));
  return read.keyId === keyId ? read : undefined;
}

export type Opened =
  | { readonly state: "signed"; readonly note: Note }
  /** No note, no signature of this key, or one that is not of this text. */
  | { readonly state: "no-note" | "other-key" | "forged" };

/** Opens a note that this key has signed. Signatures of other keys are passed over. */
export function openNote(text: string, by: VerifierKey): Opened {
  const note = parseNote(text);
  if (note === undefined) return { state: "no-note" };
  const own = note.signatures.filter(({ name, keyId }) => name === by.name && keyId === by.keyId);
  if (own.length === 0) return { state: "other-key" };
  const good = own.every(({ signature }) => verify(null, Buffer.from(note.text), by.key, signature));
  return good ? { state: "signed", note } : { state: "forged" };
}
