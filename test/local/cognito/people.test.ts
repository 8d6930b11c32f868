import { describe, expect, it } from "vitest";
import { openAccountStore } from "../../../local/cognito/account-store.ts";
import { peopleOf } from "../../../local/cognito/people.ts";
import { userPools } from "../../../local/cognito/pools.ts";
import type { Person } from "../../../local/types.ts";
import { ana, nurse, poolResources, stackOf } from "./stack.ts";

const pools = userPools(stackOf(...poolResources));
const store = await openAccountStore(null);
const people = (given: readonly Person[], of = pools) => peopleOf(given, of, store, () => new Date(0));

function poolOf(kind: Person["pool"]) {
  const pool = pools.find((candidate) => candidate.kind === kind);
  if (pool === undefined) throw new Error("no such pool");
  return pool;
}
const [members, workforce] = [poolOf("members"), poolOf("workforce")];

describe("the people of the local sign-in", () => {
  it("are found in their own pool only", () => {
    const both = people([ana, nurse]);
    expect(both.byUsername(members, "ana")).toMatchObject({ sub: ana.sub, status: "CONFIRMED" });
    expect(both.byUsername(workforce, "ana")).toBeUndefined();
    expect(both.bySub(workforce, ana.sub)).toBeUndefined();
    expect(both.byAlias(workforce, ana.email)).toBeUndefined();
  });

  it("may have the username and the address of someone in the other pool", () => {
    const both = people([ana, { ...nurse, username: "ana", email: ana.email }]);
    expect(both.of(workforce)).toHaveLength(1);
  });

  it("are found by any capitals where the pool does not tell them apart", () => {
    const loud = people([{ ...ana, username: "ANA", email: "Ana@Example.org" }]);
    expect(loud.byUsername(members, "aNa")).toMatchObject({ username: "ana" });
    expect(loud.byAlias(members, "ana@example.ORG")?.attributes.email).toBe("ana@example.org");
  });

  it("are two where the pool tells capitals apart", () => {
    const strict = { ...members, caseSensitive: true };
    const two = people([ana, { ...ana, sub: "2", username: "Ana", email: "Ana@example.org" }], [strict]);
    expect(two.byUsername(strict, "Ana")?.sub).toBe("2");
    expect(two.byUsername(strict, "ANA")).toBeUndefined();
  });

  it.each([
    ["username", { sub: "other", email: "other@example.org" }, "username or sub of another"],
    ["sub", { username: "other", email: "other@example.org" }, "username or sub of another"],
    ["address", { sub: "other", username: "other" }, "e-mail address of another"],
  ])("cannot be two with one %s", (_, different, message) => {
    expect(() => people([ana, { ...ana, ...different }])).toThrow(message);
  });

  it("may be two with one address where it names nobody", () => {
    const noAlias = { ...members, emailAlias: false };
    const two = people([ana, { ...ana, sub: "other", username: "other" }], [noAlias]);
    expect(two.of(noAlias)).toHaveLength(2);
    expect(two.byAlias(noAlias, ana.email)).toBeUndefined();
  });

  it("cannot be of a pool that is not there", () => {
    expect(() => people([ana, nurse], [members])).toThrow("a pool that the template has not");
  });
});
