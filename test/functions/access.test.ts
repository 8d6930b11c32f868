import { describe, expect, it } from "vitest";
import { access, type Right } from "../../functions/access.ts";
import { actions } from "../../functions/kernel/actions.ts";
import { type Role, roles } from "../../functions/kernel/roles.ts";
import { operations } from "../../functions/routes.ts";

type Cells = Readonly<Record<Role, Right>>;
const all = (right: Right): Cells => ({
  patient: right,
  helper: right,
  mentor: right,
  physician: right,
  nurse: right,
  staff: right,
  manager: right,
  officer: right,
  administrator: right,
});
/** "Read and write in spaces they belong to" of the product's matrix, cell by cell. */
const inSpaces: Cells = {
  patient: "space",
  helper: "scope",
  mentor: "space",
  physician: "program",
  nurse: "program",
  staff: "program",
  manager: "program",
  officer: "no",
  administrator: "no",
};
/** "People: invite" of the matrix, as far as invitations into programs go. */
const invite: Cells = {
  ...all("no"),
  physician: "program",
  nurse: "program",
  staff: "program",
  manager: "program",
};
/** "Audit: search" of the matrix, as far as it exists. */
const searchAudit: Cells = { ...all("no"), officer: "tenant" };

describe("the access table", () => {
  it("says what the product's matrix says", () => {
    expect(access).toEqual({
      "service.health": all("anyone"),
      "service.contract": all("anyone"),
      "invitation.accept": all("anyone"),
      "member.read-self": all("self"),
      "invitation.create": invite,
      "message.post": inSpaces,
      "message.read": inSpaces,
      "audit.read-events": searchAudit,
      unknown: all("no"),
    });
  });
  it.each(actions)("answers for every role in %s", (action) => {
    expect(Object.keys(access[action]).toSorted()).toEqual([...roles].toSorted());
  });
  it.each(Object.entries(operations))("holds the action of %s", (_, { action }) => {
    expect(Object.keys(access)).toContain(action);
  });
  it("lets only those in without a token whom the row lets in", () => {
    const open = Object.values(operations).filter(({ scope }) => scope === null);
    expect(open.map(({ action }) => action).toSorted()).toEqual(["service.contract", "service.health"]);
  });
});
