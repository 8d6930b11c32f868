/** Roles of the members pool: people who sign in as themselves, with passkey or e-mail code. */
export const memberRoles = ["patient", "helper", "mentor"] as const;
/** Roles of the workforce pool within a program. */
export const careTeamRoles = ["physician", "nurse", "staff"] as const;
/** Roles that hold in a program, on a membership. */
export const programRoles = [...memberRoles, ...careTeamRoles, "manager"] as const;
/** Roles that hold in the tenant as a whole, on the member. */
export const tenantRoles = ["officer", "administrator"] as const;
export const roles = [...programRoles, ...tenantRoles] as const;

export type ProgramRole = (typeof programRoles)[number];
export type TenantRole = (typeof tenantRoles)[number];
export type Role = (typeof roles)[number];

/** The user pools that tokens come from. */
export const pools = ["members", "workforce"] as const;
export type Pool = (typeof pools)[number];

/** The pool whose tokens may carry a role: a role held under the other pool is refused. */
export const poolOf = (role: Role): Pool =>
  (memberRoles as readonly Role[]).includes(role) ? "members" : "workforce";

/** Why the information is used: HL7 v3 PurposeOfUse code of each role, written into every audit event. */
export const purposeOf: Readonly<Record<Role, string>> = {
  patient: "PATRQT",
  helper: "PATRQT",
  mentor: "PATRQT",
  physician: "TREAT",
  nurse: "TREAT",
  staff: "TREAT",
  manager: "HOPERAT",
  officer: "HCOMPL",
  administrator: "HSYSADMIN",
};
