import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { kmsErrors } from "./errors.ts";

/** Names and values bound to a ciphertext: needed again, exactly, to open it. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Which key, and which of its materials, a ciphertext was made with. */
export interface Origin {
  readonly keyId: string;
  readonly version: number;
}

/** version of the format (1) ‖ length of key id (1) ‖ key id ‖ version of the material (4) ‖ IV (12) ‖ data ‖ tag (16) */
const FORMAT = 1;
const IV = 12;
const TAG = 16;

export function seal(
  material: Buffer,
  origin: Origin,
  plaintext: Buffer,
  context: EncryptionContext,
): Buffer {
  const head = header(origin);
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(material), iv, { authTagLength: TAG });
  cipher.setAAD(Buffer.concat([head, canonical(context)]));
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, iv, data, cipher.getAuthTag()]);
}

/** @throws AwsError `InvalidCiphertextException` when the bytes or the context are not those of `seal`. */
export function open(material: Buffer, origin: Origin, blob: Buffer, context: EncryptionContext): Buffer {
  const head = header(origin);
  const iv = blob.subarray(head.length, head.length + IV);
  const decipher = createDecipheriv("aes-256-gcm", createSecretKey(material), iv, { authTagLength: TAG });
  decipher.setAAD(Buffer.concat([head, canonical(context)]));
  decipher.setAuthTag(blob.subarray(-TAG));
  const data = decipher.update(blob.subarray(head.length + IV, -TAG));
  try {
    return Buffer.concat([data, decipher.final()]);
  } catch {
    throw kmsErrors.invalidCiphertext();
  }
}

/** Reads which key a ciphertext names. @throws AwsError `InvalidCiphertextException` for foreign bytes. */
export function originOf(blob: Buffer): Origin {
  const end = 2 + (blob[1] ?? 0);
  if (blob[0] !== FORMAT || blob.length < end + 4 + IV + TAG) throw kmsErrors.invalidCiphertext();
  return { keyId: blob.subarray(2, end).toString("latin1"), version: blob.readUInt32BE(end) };
}

function header({ keyId, version }: Origin): Buffer {
  const id = Buffer.from(keyId, "latin1");
  const number = Buffer.alloc(4);
  number.writeUInt32BE(version);
  return Buffer.concat([Buffer.from([FORMAT, id.length]), id, number]);
}

/** The order in which a caller writes the pairs does not matter, and no two contexts are written alike. */
function canonical(context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
