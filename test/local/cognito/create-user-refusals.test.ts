import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runs } from "../../runs.ts";
import { errorOf } from "../wire/clients.ts";
import { attributes, inWorkforce, type Pools, startPools, verified } from "./running.ts";
import { ana, membersPoolId, workforcePoolId } from "./stack.ts";

let pools: Pools;

beforeAll(async () => {
  pools = await startPools();
});

afterAll(() => pools.close());

afterEach(() => {
  expect(pools.faults).toEqual([]);
});

describe("AdminCreateUser", () => {
  it("refuses a username that is taken, in any capitals", async () => {
    for (const username of [ana.username, "ANA"]) {
      const error = await errorOf(pools.create(username, { UserAttributes: verified("somebody") }));
      expect([error.name, error.message]).toEqual(["UsernameExistsException", "User account already exists"]);
    }
  });

  it("refuses a username that is the sub of another", async () => {
    const error = await errorOf(pools.create(ana.sub, { UserAttributes: verified("somebody") }));
    expect(error.name).toBe("UsernameExistsException");
  });

  it("takes a username of the other pool", async () => {
    const { User } = await pools.create("nurse", { UserAttributes: verified("another") });
    expect(User?.Username).toBe("nurse");
  });

  it.each(["Ana@example.org", "ana@example.org"])(
    "refuses the verified address %s of another",
    async (email) => {
      const call = pools.create("twin", { UserAttributes: attributes({ email, email_verified: "true" }) });
      const error = await errorOf(call);
      expect([error.name, error.message]).toEqual([
        "AliasExistsException",
        "An account with the email already exists.",
      ]);
      expect((await errorOf(pools.get("twin"))).name).toBe("UserNotFoundException");
    },
  );

  it("takes an address of another that is not verified for the new one, and it then names the other still", async () => {
    await pools.create("shared", { UserAttributes: attributes({ email: ana.email }) });
    expect((await pools.get(ana.email)).Username).toBe("ana");
  });

  it.each([
    ["an address for a username", "ana@elsewhere.org", {}, /^Username cannot be of email format/],
    ["a space in a username", "two words", {}, /Value at 'username' .* pattern/],
    ["a username that is too long", "u".repeat(129), {}, /Value at 'username' .* 128/],
    ["an address that is none", "odd", { UserAttributes: attributes({ email: "odd" }) }, /^Invalid email/],
    [
      "a verified address that is not there",
      "odd",
      { ...inWorkforce, UserAttributes: attributes({ email_verified: "true" }) },
      /^Email is required to set/,
    ],
    [
      "a message to an address that is not there",
      "odd",
      { ...inWorkforce, UserAttributes: [], DesiredDeliveryMediums: ["EMAIL"] },
      "No email provided but desired delivery medium was Email",
    ],
    [
      "an attribute twice",
      "odd",
      { UserAttributes: [...verified("one"), ...verified("two")] },
      "An attribute is given twice.",
    ],
  ] as const)("refuses %s as an invalid parameter", async (_, username, input, message) => {
    const error = await errorOf(pools.create(username, JSON.parse(JSON.stringify(input))));
    expect([error.name, error.message]).toEqual([
      "InvalidParameterException",
      typeof message === "string" ? message : expect.stringMatching(message),
    ]);
    const pool = "UserPoolId" in input ? workforcePoolId : membersPoolId;
    if (username.length < 129)
      expect((await errorOf(pools.get(username, pool))).name).toBe("UserNotFoundException");
  });

  it("refuses in a pool that is not there", async () => {
    const error = await errorOf(pools.create("ben", { UserPoolId: "us-east-1_Unknown00" }));
    expect([error.name, error.message]).toEqual(["ResourceNotFoundException", "User pool does not exist."]);
  });

  it.each([
    ["TemporaryPassword", { TemporaryPassword: "Correct-horse-1" }],
    ["MessageAction", { MessageAction: "RESEND" }],
    ["ForceAliasCreation", { ForceAliasCreation: true }],
    ["ClientMetadata", { ClientMetadata: { ward: "west" } }],
    ["ValidationData", { ValidationData: attributes({ ward: "west" }) }],
    ["DesiredDeliveryMediums.0", { DesiredDeliveryMediums: ["SMS"] }],
    ["UserAttributes.0", { UserAttributes: attributes({ phone_number: "+15555550100" }) }],
    ["UserAttributes.0", { UserAttributes: attributes({ sub: ana.sub }) }],
    ["UserAttributes.0", { UserAttributes: attributes({ email_verified: "yes" }) }],
  ] as const)("does not understand %s of %j, and names no value", async (member, input) => {
    const error = await errorOf(pools.create("odd", JSON.parse(JSON.stringify(input))));
    expect(error.message).toMatch(/^Not understood by the local endpoint: [\w.]+ \(\w+\)$/);
    expect(error.message).toContain(`: ${member}`);
  });

  it("does not understand to send by the usual medium, which is SMS", async () => {
    const error = await errorOf(pools.create("odd", { MessageAction: undefined }));
    expect(error.message).toBe("Not understood by the local endpoint: DesiredDeliveryMediums (custom)");
  });
});

describe("AdminCreateUser called again and again", () => {
  it("makes one person of two calls at the same time", async () => {
    const calls = await Promise.allSettled([pools.create("race"), pools.create("race")]);
    expect(calls.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("lets nobody have the name, sub or verified address of another, whatever is made", async () => {
    const name = fc.constantFrom("p1", "P1", "p2", "P2", "p3");
    const wanted = fc.record({ name, email: name, email_verified: fc.constantFrom("true", "false") });
    const made = fc.asyncProperty(fc.array(wanted, { maxLength: 8 }), async (all) => {
      for (const { name: username, email, email_verified } of all) {
        const UserAttributes = attributes({ email: `${email}@example.net`, email_verified });
        await pools.create(username, { UserAttributes }).catch((error: Error) => {
          expect(error.name).toMatch(/^(UsernameExists|AliasExists)Exception$/);
        });
      }
      const [pool] = pools.signIn.pools;
      const people = pool === undefined ? [] : pools.signIn.directory.people.of(pool);
      const taken = people.flatMap((one) => [
        one.username,
        one.sub,
        ...(one.attributes.email_verified === "true" ? [one.attributes.email] : []),
      ]);
      expect(new Set(taken).size).toBe(taken.length);
    });
    await fc.assert(made, { numRuns: runs(20) });
  });
});
