import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkKept } from "../../../local/kept-data.ts";
import { errorOf } from "../wire/clients.ts";
import { inWorkforce, type Pools, startPools } from "./running.ts";
import { membersPoolId, workforcePoolId } from "./stack.ts";

let folder: string;
const file = () => join(folder, "people.json");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "people-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** One run on the folder, from its start to its end. */
async function during<T>(work: (pools: Pools) => Promise<T>, dataFolder: string | null = folder): Promise<T> {
  const pools = await startPools({ dataFolder });
  try {
    return await work(pools);
  } finally {
    await pools.close();
  }
}

const profile = async (pools: Pools, ...user: Parameters<Pools["get"]>) => {
  const { $metadata, ...rest } = await pools.get(...user);
  return rest;
};

describe("the people whom a pool has made", () => {
  it("are the same after a restart, and sign in", async () => {
    const before = await during(async (pools) => {
      await pools.create("ben");
      return profile(pools, "ben");
    });
    await during(async (pools) => {
      expect(await profile(pools, "ben")).toEqual(before);
      const { accessToken } = await pools.signInTo(membersPoolId, "ben");
      expect(decodeJwt(accessToken).username).toBe("ben");
      expect((await errorOf(pools.create("ben"))).name).toBe("UsernameExistsException");
    });
  });

  it("have their own password after a restart as before it", async () => {
    await during(async (pools) => {
      await pools.create("dora", inWorkforce);
      await pools.create("emil", inWorkforce);
      await pools.signInTo(workforcePoolId, "dora");
    });
    await during(async (pools) => {
      expect((await pools.get("dora", workforcePoolId)).UserStatus).toBe("CONFIRMED");
      expect((await pools.get("emil", workforcePoolId)).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    });
  });

  it("are not there after a restart that kept nothing", async () => {
    await during((pools) => pools.create("ben"), null);
    await during(async (pools) => {
      expect((await errorOf(pools.get("ben"))).name).toBe("UserNotFoundException");
    }, null);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a person who is disabled", () => {
  it.each(["ben", "ana"])("is so after a restart, made or given: %s", async (username) => {
    const before = await during(async (pools) => {
      if (username === "ben") await pools.create("ben");
      await pools.disable(username);
      return profile(pools, username);
    });
    await during(async (pools) => {
      expect(await profile(pools, username)).toEqual({ ...before, Enabled: false });
      await expect(pools.signInTo(membersPoolId, username)).rejects.toThrow("403");
      await pools.enable(username);
    });
    await during(async (pools) => {
      await pools.signInTo(membersPoolId, username);
    });
  });

  it("stays so although a run between was not given them", async () => {
    await during((pools) => pools.disable("ana"));
    const kept = JSON.parse(await readFile(file(), "utf8"));
    expect(kept.people).toMatchObject([{ username: "ana", enabled: false, given: true }]);
    await during((pools) => pools.create("ben"));
    expect(JSON.parse(await readFile(file(), "utf8")).people).toMatchObject([
      kept.people[0],
      { username: "ben", given: false },
    ]);
  });
});

describe("the store of the people", () => {
  it("is there from the first change on, whole and for its owner alone", async () => {
    await during(async (pools) => {
      expect(await readdir(folder)).not.toContain("people.json");
      await Promise.all(["ben", "cy", "dee"].map((name) => pools.create(name)));
    });
    expect((await readdir(folder)).filter((name) => !name.endsWith(".signing-key.json"))).toEqual([
      "people.json",
    ]);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file(), "utf8")).people).toHaveLength(3);
  });

  it("is written before anyone is made: without it the answer is an error, and nobody is there", async () => {
    await during(async (pools) => {
      await rm(folder, { recursive: true });
      expect((await errorOf(pools.create("ben"))).name).toBe("InternalFailure");
      expect((await errorOf(pools.get("ben"))).name).toBe("UserNotFoundException");
      expect((await errorOf(pools.disable("ana"))).name).toBe("InternalFailure");
      expect((await pools.get("ana")).Enabled).toBe(true);
      await mkdir(folder);
      await pools.create("ben");
    });
  });

  it.each([
    "",
    "{",
    '{"format":"people-1"}',
    '{"format":"people-2","people":[]}',
    '{"format":"people-1","people":[{}]}',
  ])("that is damaged is refused and left as it is: %j", async (text) => {
    await writeFile(file(), text);
    await expect(startPools({ dataFolder: folder })).rejects.toThrow("is damaged; nothing was changed");
    expect(await readFile(file(), "utf8")).toBe(text);
    expect(await readdir(folder)).toEqual(["people.json"]);
  });

  it("that is damaged is told before a run on the folder starts", async () => {
    for (const name of ["kms.json", "dynamodb", "stack-instance"]) await writeFile(join(folder, name), "");
    await writeFile(join(folder, "stack-instance"), "0d1c2b3a-0000-4000-8000-123456789abc");
    await writeFile(join(folder, "kms.json"), '{"format":"kms-1","keys":[]}');
    await writeFile(file(), "damaged");
    await expect(checkKept(folder)).rejects.toThrow(`the store of people ${file()} is damaged`);
  });
});
