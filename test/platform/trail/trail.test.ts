import { describe, expect, it } from "vitest";
import { aliasId, memberId } from "../../../functions/kernel/ids.ts";
import { tenantMember } from "../../../functions/kernel/ports.ts";
import { newTrail } from "../../../functions/platform/trail.ts";

const id = (number: number) => String(number).padStart(26, "0");
const maria = memberId.parse(id(1));
const joe = memberId.parse(id(2));
const alias = aliasId.parse(id(3));

describe("the trail of a request", () => {
  it("names each disclosed member once, in the order of disclosure", () => {
    const trail = newTrail();
    for (const member of [joe, maria, joe]) trail.disclose(member);
    trail.discloseAlias(alias, maria);
    expect(trail.subjects()).toEqual([joe, maria]);
  });

  it("names nobody for the tenant's own texts", () => {
    const trail = newTrail();
    trail.disclose(tenantMember);
    expect(trail.subjects()).toEqual([]);
  });

  it("discloses the member behind an alias, and knows no other alias", () => {
    const trail = newTrail();
    trail.discloseAlias(alias, maria);
    expect(trail.subjects()).toEqual([maria]);
    expect(trail.memberBehind(alias)).toBe(maria);
    expect(trail.memberBehind(id(4))).toBeUndefined();
  });

  it("refuses an alias that would stand for two members", () => {
    const trail = newTrail();
    trail.discloseAlias(alias, maria);
    expect(() => trail.discloseAlias(alias, joe)).toThrow("internal");
  });

  it("keeps what was read, sealed, noted and meant", () => {
    const trail = newTrail();
    expect(trail.facts()).toEqual({ reads: [], extra: undefined, commitments: [], resource: undefined });
    for (const request of ["one", "one", "two"]) trail.read(request);
    trail.committed("c");
    trail.note({ from: "2026-11-01" });
    trail.note({ examined: 3 });
    trail.about("thread");
    expect(trail.facts()).toEqual({
      reads: ["one", "two"],
      extra: { from: "2026-11-01", examined: 3 },
      commitments: ["c"],
      resource: "thread",
    });
  });

  it("shares nothing with the next request's", () => {
    newTrail().disclose(maria);
    expect(newTrail().subjects()).toEqual([]);
  });
});
