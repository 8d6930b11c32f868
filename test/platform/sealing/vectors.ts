import { createSecretKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod/mini";

const hex = z.pipe(
  z.string().check(z.regex(/^(?:[0-9a-f]{2})*$/)),
  z.transform((text) => Buffer.from(text, "hex")),
);
const vector = z.strictObject({
  key: hex,
  keyId: hex,
  salt: hex,
  context: z.array(z.string()),
  padTo: z.number(),
  plain: hex,
  padded: hex,
  sealed: hex,
});
export type Vector = z.output<typeof vector>;

const shared = process.env.KITH_SHARED ?? join(import.meta.dirname, "../../../../shared");
const file = join(shared, "data/seal-vectors/vectors.json");

/** The known answers, made by an independent implementation in Python; undefined where they are not on this machine. */
export const knownAnswers: readonly Vector[] | undefined = existsSync(file)
  ? z.array(vector).parse(JSON.parse(readFileSync(file, "utf8")))
  : undefined;

export const keyOf = (bytes: Uint8Array) => createSecretKey(bytes);
