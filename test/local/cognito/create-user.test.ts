import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mailbox } from "../../../local/cognito/directory.ts";
import { errorOf } from "../wire/clients.ts";
import { attributes, inWorkforce, type Pools, startPools, verified } from "./running.ts";
import { workforcePoolId } from "./stack.ts";

const now = new Date("2026-07-20T02:28:52.700Z");
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

let pools: Pools;

beforeAll(async () => {
  pools = await startPools({ clock: () => now });
});

afterAll(() => pools.close());

afterEach(() => {
  expect(pools.faults).toEqual([]);
});

describe("AdminCreateUser", () => {
  it("answers with the profile of the new person, whose sub it makes", async () => {
    const { User } = await pools.create("ben", {
      UserAttributes: attributes({
        email: "ben@example.org",
        email_verified: "true",
        name: "Ben",
        locale: "es",
      }),
    });
    expect(User).toEqual({
      Username: "ben",
      Attributes: [
        { Name: "sub", Value: expect.stringMatching(uuid) },
        { Name: "email", Value: "ben@example.org" },
        { Name: "email_verified", Value: "true" },
        { Name: "name", Value: "Ben" },
        { Name: "locale", Value: "es" },
      ],
      UserCreateDate: now,
      UserLastModifiedDate: now,
      Enabled: true,
      UserStatus: "CONFIRMED",
    });
  });

  it("leaves someone who has a password in FORCE_CHANGE_PASSWORD until they sign in and set their own", async () => {
    const { User } = await pools.create("dora", inWorkforce);
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    await pools.signInTo(workforcePoolId, "dora");
    expect((await pools.get("dora", workforcePoolId)).UserStatus).toBe("CONFIRMED");
  });

  it("needs no attribute besides the username where people have a password", async () => {
    const { User } = await pools.create("plain", { ...inWorkforce, UserAttributes: undefined });
    expect(User?.Attributes).toEqual([{ Name: "sub", Value: expect.any(String) }]);
  });

  it("needs an address for someone who will sign in with a code", async () => {
    const error = await errorOf(pools.create("nomail", { UserAttributes: [] }));
    expect(error.name).toBe("InvalidParameterException");
  });
});

describe("the welcome mail", () => {
  const mailTo = (email: string) => pools.signIn.mails().filter((mail) => mail.email === email);

  it("is remembered with its pool and address, and nothing else", async () => {
    await pools.create("eva", { MessageAction: undefined, DesiredDeliveryMediums: ["EMAIL"] });
    expect(mailTo("eva@example.org")).toEqual([
      { pool: "members", email: "eva@example.org", kind: "welcome" },
    ]);
  });

  it("is not sent when it is suppressed", async () => {
    await pools.create("fay", { DesiredDeliveryMediums: ["EMAIL"] });
    expect(mailTo("fay@example.org")).toEqual([]);
  });

  it("is not sent to someone who was not made", async () => {
    await errorOf(
      pools.create("ana", {
        MessageAction: undefined,
        DesiredDeliveryMediums: ["EMAIL"],
        UserAttributes: verified("gil"),
      }),
    );
    expect(mailTo("gil@example.org")).toEqual([]);
  });

  it("is forgotten for a later one when there are too many", () => {
    const { send, mails } = mailbox(2);
    const all = ["1", "2", "3"].map((email) => ({ pool: "members", email, kind: "welcome" }) as const);
    for (const mail of all) send(mail);
    expect(mails()).toEqual(all.slice(1));
  });
});
