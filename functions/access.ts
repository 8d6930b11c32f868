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

/** Who may do what: denied unless it stands here. */
export const access: Readonly<Record<Action, Row>> = {
  "service.health": everyone("anyone"),
  "service.contract": everyone("anyone"),
  "invitation.accept": everyone("anyone"),
  "member.read-self": everyone("self"),
  "invitation.create": careTeam,
  "message.post": { ...members, ...pick(careTeam) },
  "message.read": { ...members, ...pick(careTeam) },
  "audit.read-events": { ...nobody, officer: "tenant" },
  /** What a function is asked to do that it does not serve. */
  unknown: nobody,
};

/** The rights of a row that are not refusals. */
function pick(row: Row): Partial<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, right]) => right !== "no"));
}
