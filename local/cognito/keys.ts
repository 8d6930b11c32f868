import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from "jose";
import { z } from "zod";
import { readIfPresent, replaceFile } from "../kept-file.ts";

/** The signing keys of one pool. Only `publicKeys` may leave the sign-in. */
export interface SigningKeys {
  readonly privateKey: JWK & { readonly kid: string };
  readonly publicKeys: JSONWebKeySet;
}

const privateJwk = z.strictObject({
  kty: z.literal("RSA"),
  use: z.literal("sig"),
  alg: z.literal("RS256"),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

type PrivateJwk = z.infer<typeof privateJwk>;

/** A fresh RS256 private key, as JWK. */
export async function newSigningKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  return privateJwk.parse({ ...(await exportJWK(privateKey)), use: "sig", alg: "RS256", kid: randomUUID() });
}

function parseKey(file: string, text: string): PrivateJwk {
  try {
    return privateJwk.parse(JSON.parse(text));
  } catch {
    throw new Error(`The signing key in ${file} cannot be read: delete the file to get a new key`);
  }
}

/** A kept signing key; undefined when there is none. @throws Error naming the file when it holds something else. */
export async function readSigningKey(file: string): Promise<PrivateJwk | undefined> {
  const text = await readIfPresent(file);
  return text === undefined ? undefined : parseKey(file, text);
}

async function storedKey(folder: string, poolId: string): Promise<PrivateJwk> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${poolId}.signing-key.json`);
  const kept = await readSigningKey(file);
  if (kept !== undefined) return kept;
  const key = await newSigningKey();
  await replaceFile(file, `${JSON.stringify(key)}\n`);
  return key;
}

/**
 * The signing keys of a pool: those kept in the folder, or new ones, which are then kept.
 *
 * @param folder where the key is kept; null keeps nothing.
 * @throws Error naming the file when what is kept is not a key.
 */
export async function signingKeys(folder: string | null, poolId: string): Promise<SigningKeys> {
  const privateKey = folder === null ? await newSigningKey() : await storedKey(folder, poolId);
  const { kty, use, alg, kid, n, e } = privateKey;
  return { privateKey, publicKeys: { keys: [{ kty, use, alg, kid, n, e }] } };
}
