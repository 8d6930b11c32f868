import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { errorOf } from "../wire/clients.ts";
import { attributes, type Pools, startPools } from "./running.ts";
import { ana, nurse, workforcePoolId } from "./stack.ts";

const now = new Date("2026-07-20T02:28:52.700Z");

let pools: Pools;
let time = now;

beforeAll(async () => {
  pools = await startPools({ clock: () => time });
});

afterAll(() => pools.close());

afterEach(() => {
  time = now;
  expect(pools.faults).toEqual([]);
});

describe("AdminGetUser", () => {
  it("returns what AdminCreateUser answered", async () => {
    const { User: { Attributes, ...made } = {} } = await pools.create("hal");
    const { $metadata, UserAttributes, ...got } = await pools.get("hal");
    expect(got).toEqual(made);
    expect(UserAttributes).toEqual(Attributes);
  });

  it("returns a person whom the run was given", async () => {
    expect(await pools.get("nurse", workforcePoolId)).toMatchObject({
      Username: "nurse",
      UserAttributes: attributes({
        sub: nurse.sub,
        email: nurse.email,
        email_verified: "true",
        name: "Noor",
      }),
      UserStatus: "CONFIRMED",
    });
  });

  it.each([ana.username, "Ana", ana.email, "ANA@example.org", ana.sub])(
    "takes %s for a username",
    async (name) => {
      expect((await pools.get(name)).Username).toBe("ana");
    },
  );

  it("does not take an address that is not verified", async () => {
    await pools.create("ida", { UserAttributes: attributes({ email: "ida@example.org" }) });
    expect((await errorOf(pools.get("ida@example.org"))).name).toBe("UserNotFoundException");
  });
});

describe("AdminDisableUser and AdminEnableUser", () => {
  it("show in Enabled and the date of the last change", async () => {
    await pools.create("jon");
    time = new Date("2026-07-21T00:00:00Z");
    await pools.disable("jon");
    const disabled = { Enabled: false, UserCreateDate: now, UserLastModifiedDate: time };
    expect(await pools.get("jon")).toMatchObject({ ...disabled, UserStatus: "CONFIRMED" });
    time = new Date("2026-07-22T00:00:00Z");
    await pools.enable("jon");
    expect(await pools.get("jon")).toMatchObject({ Enabled: true, UserLastModifiedDate: time });
  });

  it("may be repeated, and then change nothing", async () => {
    await pools.create("kim");
    await pools.enable("kim");
    await pools.disable("kim");
    const before = await pools.get("kim");
    time = new Date("2026-07-21T00:00:00Z");
    await pools.disable("kim");
    const { UserLastModifiedDate, Enabled } = await pools.get("kim");
    expect([UserLastModifiedDate, Enabled]).toEqual([before.UserLastModifiedDate, false]);
  });
});

describe.each(["get", "disable", "enable", "signOut"] as const)("every operation on a person: %s", (name) => {
  it("refuses someone who is not there", async () => {
    const error = await errorOf(pools[name]("nobody"));
    expect([error.name, error.message]).toEqual(["UserNotFoundException", "User does not exist."]);
  });

  it("refuses a person of the other pool", async () => {
    const names = [nurse.email, nurse.sub];
    for (const of of names) expect((await errorOf(pools[name](of))).name).toBe("UserNotFoundException");
  });

  it("refuses a pool that is not there", async () => {
    const error = await errorOf(pools[name]("ana", "us-east-1_Unknown00"));
    expect(error.name).toBe("ResourceNotFoundException");
  });
});
