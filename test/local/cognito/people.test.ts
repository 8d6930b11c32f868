import { describe, expect, it } from "vitest";
import { peopleOf } from "../../../local/cognito/people.ts";
import { ana, nurse } from "./stack.ts";

describe("the people of the local sign-in", () => {
  it("are found in their own pool only", () => {
    const people = peopleOf([ana, nurse], ["members", "workforce"]);
    expect(people.byUsername("members", "ana")).toBe(ana);
    expect(people.byUsername("workforce", "ana")).toBeUndefined();
    expect(people.bySub("workforce", ana.sub)).toBeUndefined();
  });

  it("may have the username of someone in the other pool", () => {
    const people = peopleOf([ana, { ...nurse, username: "ana" }], ["members", "workforce"]);
    expect(people.of("workforce")).toHaveLength(1);
  });

  it("cannot be two with one username", () => {
    expect(() => peopleOf([ana, { ...ana, sub: "other" }], ["members"])).toThrow(
      "username or sub of another",
    );
  });

  it("cannot be two with one sub", () => {
    expect(() => peopleOf([ana, { ...ana, username: "other" }], ["members"])).toThrow(
      "username or sub of another",
    );
  });

  it("cannot be of a pool that is not there", () => {
    expect(() => peopleOf([ana, nurse], ["members"])).toThrow("a pool that the template has not");
  });
});
