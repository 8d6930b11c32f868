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
const inProgram: Cells = { ...inSpaces, patient: "program", mentor: "program" };
const manager: Cells = { ...all("no"), manager: "program" };
const administrator: Cells = { ...all("no"), administrator: "tenant" };
/** Staff belong to every space of their program without joining. */
const joining: Cells = { ...all("no"), patient: "program", mentor: "program" };
/** "Audit: own access log" of the matrix: patients and the care team, each of themselves. */
const ownLog: Cells = {
  ...all("no"),
  patient: "self",
  physician: "self",
  nurse: "self",
  staff: "self",
  manager: "self",
};
/** "Audit: search" of the matrix, as far as it exists. */
const searchAudit: Cells = { ...all("no"), officer: "tenant" };

describe("the access table", () => {
  it("says what the product's matrix says", () => {
    expect(access).toEqual({
      "service.health": all("anyone"),
      "service.contract": all("anyone"),
      "service.discovery": all("anyone"),
      "service.notices": all("anyone"),
      "service.emergency": all("anyone"),
      "invitation.accept": all("anyone"),
      "invitation.create": invite,
      "invitation.import": invite,
      "invitation.read-import": invite,
      "member.read-self": all("self"),
      "member.read-settings": all("self"),
      "member.change-settings": all("self"),
      "member.sign-out": all("self"),
      "member.list": invite,
      "member.suspend": manager,
      "member.reactivate": manager,
      "person.invite": administrator,
      "person.find": administrator,
      "person.suspend": administrator,
      "person.reactivate": administrator,
      "program.create": administrator,
      "program.list": all("self"),
      "program.read": inProgram,
      "care-team.read": inProgram,
      "care-team.assign": manager,
      "care-team.release": manager,
      "space.create": manager,
      "space.list": inProgram,
      "space.join": joining,
      "space.leave": joining,
      "space.return": joining,
      "thread.start": inSpaces,
      "thread.list": inSpaces,
      "thread.read": inSpaces,
      "thread.mark-read": inSpaces,
      "thread.unread": inProgram,
      "message.post": inSpaces,
      "message.read": inSpaces,
      "message.edit": inSpaces,
      "message.undo": inSpaces,
      "message.delete": inSpaces,
      "message.react": inSpaces,
      "message.pin": invite,
      "draft.read": inSpaces,
      "draft.save": inSpaces,
      "draft.discard": inSpaces,
      "poll.vote": { ...all("no"), patient: "space", helper: "scope", mentor: "space" },
      "audit.read-events": searchAudit,
      "audit.read-counts": searchAudit,
      "audit.read-integrity": searchAudit,
      "audit.read-fhir": searchAudit,
      "audit.read-own": ownLog,
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
    expect(open.every(({ action }) => action.startsWith("service."))).toBe(true);
  });
});
