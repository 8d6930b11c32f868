import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signingKeys } from "../../../local/cognito/keys.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "signing-keys-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("signing keys", () => {
  it("are the same after a restart", async () => {
    expect(await signingKeys(folder, "pool")).toEqual(await signingKeys(folder, "pool"));
  });

  it("differ from pool to pool", async () => {
    const [one, other] = [await signingKeys(folder, "one"), await signingKeys(folder, "other")];
    expect(one.privateKey.kid).not.toBe(other.privateKey.kid);
  });

  it("publish no private part", async () => {
    const { publicKeys } = await signingKeys(null, "pool");
    expect(Object.keys(publicKeys.keys[0] ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("are readable by their owner alone and leave no other file", async () => {
    await signingKeys(folder, "pool");
    expect(await readdir(folder)).toEqual(["pool.signing-key.json"]);
    expect((await stat(join(folder, "pool.signing-key.json"))).mode & 0o777).toBe(0o600);
  });

  it.each(["", "{", "{}", '{"kty":"RSA"}'])(
    "refuse the damaged file %j with a plain sentence",
    async (text) => {
      await writeFile(join(folder, "pool.signing-key.json"), text);
      await expect(signingKeys(folder, "pool")).rejects.toThrow(/cannot be read: delete the file/);
    },
  );
});
