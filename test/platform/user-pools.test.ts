import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { usableKeys } from "../../functions/platform/user-pools.ts";

const rsa = (alg: string) => ({
  ...generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" }),
  kid: alg,
  alg,
  use: "sig",
});

it("A key of another kind beside those that sign by RS256 locks nobody out", () => {
  const others = [rsa("RS512"), { kty: "EC", kid: "ec", alg: "ES256", use: "sig" }, "no key"];
  expect(usableKeys([rsa("RS256"), ...others]).map(({ kid }) => kid)).toEqual(["RS256"]);
});
