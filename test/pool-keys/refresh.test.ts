import { describe, expect, it } from "vitest";
import { poolKeysKey } from "../../functions/kernel/keys.ts";
import { refreshed } from "../../functions/pool-keys/refresh.ts";
import { poolKeys } from "../edge/kit/tokens.ts";

const value = JSON.stringify({ pools: poolKeys });

describe("the stored keys of the pools", () => {
  it("are made when there are none", () => {
    expect(refreshed(undefined, poolKeys)).toMatchObject({ kind: "create", attributes: { value, v: 1 } });
  });
  it("are left alone while they are the same", () => {
    expect(refreshed({ ...poolKeysKey, value, v: 3 }, poolKeys)).toBeUndefined();
  });
  it("are replaced, but only in the version that was read", () => {
    expect(refreshed({ ...poolKeysKey, value: "{}", v: 3 }, poolKeys)).toMatchObject({
      kind: "update",
      key: poolKeysKey,
      set: { value, v: 4 },
      when: { equals: { v: 3 } },
    });
  });
});
