import type { Action } from "./kernel/actions.ts";
import type { Role } from "./kernel/roles.ts";

/**
 * How far a role's right reaches.
 * `anyone`: without membership. `self`: any member, about oneself. `space`: in spaces the member belongs to.
 * `program`: anywhere in the program. `scope`: as far as the patient let the helper. `tenant`: the whole tenant. `no`: refused.
 */
export type Right = "anyone" | "self" | "space" | "program" | "scope" | "tenant" | "no";

type Row = Readonly<Record<Role, Right>>;
const everyone = (right: Right): Row => ({
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
const nobody = everyone("no");
const members: Row = { ...nobody, patient: "space", helper: "scope", mentor: "space" };
const careTeam: Row = {
  ...nobody,
  physician: "program",
  nurse: "program",
  staff: "program",
  manager: "program",
};

const manager: Row = { ...nobody, manager: "program" };
const administrator: Row = { ...nobody, administrator: "tenant" };
/** Whoever belongs to a program. */
const inProgram: Row = {
  ...nobody,
  patient: "program",
  helper: "scope",
  mentor: "program",
  ...pick(careTeam),
};
/** Whoever belongs to a space: members by joining it, the care team and the manager by their program. */
const inSpaces: Row = { ...members, ...pick(careTeam) };

/** Who may do what: denied unless it stands here. */
export const access: Readonly<Record<Action, Row>> = {
  "service.health": everyone("anyone"),
  "service.contract": everyone("anyone"),
  "service.discovery": everyone("anyone"),
  "service.notices": everyone("anyone"),
  "service.emergency": everyone("anyone"),

  "invitation.accept": everyone("anyone"),
  "invitation.create": careTeam,
  "invitation.import": careTeam,
  "invitation.read-import": careTeam,

  "member.read-self": everyone("self"),
  "member.read-settings": everyone("self"),
  "member.change-settings": everyone("self"),
  "member.sign-out": everyone("self"),
  "member.list": careTeam,
  "member.suspend": manager,
  "member.reactivate": manager,

  "person.invite": administrator,
  "person.find": administrator,
  "person.suspend": administrator,
  "person.reactivate": administrator,

  "program.create": administrator,
  "program.list": everyone("self"),
  "program.read": inProgram,
  "care-team.read": inProgram,
  "care-team.assign": manager,
  "care-team.release": manager,

  "space.create": manager,
  "space.list": inProgram,
  "space.join": { ...nobody, patient: "program", mentor: "program" },
  "space.leave": { ...nobody, patient: "program", mentor: "program" },
  "space.return": { ...nobody, patient: "program", mentor: "program" },

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
  "message.pin": careTeam,
  "draft.read": inSpaces,
  "draft.save": inSpaces,
  "draft.discard": inSpaces,
  "poll.vote": members,

  "audit.read-events": { ...nobody, officer: "tenant" },
  "audit.read-counts": { ...nobody, officer: "tenant" },
  "audit.read-integrity": { ...nobody, officer: "tenant" },
  "audit.read-fhir": { ...nobody, officer: "tenant" },
  /** Who saw one's own messages. */
  "audit.read-own": { ...nobody, patient: "self", ...own(careTeam) },
  /** What a function is asked to do that it does not serve. */
  unknown: nobody,
};

/** The rights of a row that are not refusals. */
function pick(row: Row): Partial<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, right]) => right !== "no"));
}

/** The roles of a row, each about oneself. */
function own(row: Row): Partial<Row> {
  return Object.fromEntries(Object.keys(pick(row)).map((role) => [role, "self" as const]));
}
