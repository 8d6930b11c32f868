import type { AuditEvent } from "../../../functions/audit/fhir/schema.ts";

/** A coding as `system|code`, with the system's last part: enough to tell one from another here. */
const said = ({ system, code }: { system: string; code: string }): string =>
  `${system.split("/").at(-1)}|${code}`;
type Agent = AuditEvent["agent"][number];

/** What IHE BALP 1.1 fixes for each of its profiles of RESTful interactions (https://profiles.ihe.net/ITI/BALP/). */
interface Profile {
  readonly subtypes: readonly string[];
  readonly action: string;
  readonly client: string;
  readonly server: string;
  readonly users: readonly string[];
}
const writers = ["AUT", "INF", "CST"].map((code) => `v3-ParticipationType|${code}`);
const reader = ["v3-ParticipationType|IRCP"];
const on = (...names: string[]) => names.map((name) => `restful-interaction|${name}`);
const profiles: Readonly<Record<string, Profile>> = {
  Create: { subtypes: on("create"), action: "C", client: "DCM|110153", server: "DCM|110152", users: writers },
  Read: {
    ...{ subtypes: on("read", "vread"), action: "R" },
    ...{ client: "DCM|110152", server: "DCM|110153", users: reader },
  },
  Update: {
    ...{ subtypes: on("update", "patch"), action: "U" },
    ...{ client: "DCM|110153", server: "DCM|110152", users: writers },
  },
  Delete: {
    ...{ subtypes: on("delete"), action: "D", users: writers },
    ...{ client: "DCM|110150", server: "provenance-participant-type|custodian" },
  },
  Query: {
    ...{ subtypes: on("search", "search-type", "search-system"), action: "E" },
    ...{ client: "DCM|110153", server: "DCM|110152", users: reader },
  },
};
const dataRoles = ["4", "3", "20"].map((code) => `object-role|${code}`);
const roles = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
]);

/** What is wrong with an AuditEvent by the profile that it claims, as far as validators of FHIR do not see it; empty without a claim. */
export function faultsByProfile(event: AuditEvent): readonly string[] {
  const [claimed] = event.meta?.profile ?? [];
  const [, patient, name = ""] = /IHE\.BasicAudit\.(Patient)?(\w+)$/.exec(claimed ?? "") ?? [];
  const profile = profiles[name];
  if (claimed === undefined) return [];
  if (profile === undefined) return ["a profile that is not known"];
  return [
    ...ofHead(event, profile),
    ...ofAgents(event, profile),
    ...ofEntities(event, { isQuery: name === "Query", hasPatient: patient !== undefined }),
  ];
}

const unless = (holds: boolean, fault: string): readonly string[] => (holds ? [] : [fault]);

const ofHead = ({ type, subtype, action, outcome }: AuditEvent, profile: Profile): readonly string[] => [
  ...unless(said(type) === "audit-event-type|rest", "type"),
  ...unless(
    subtype.some((each) => profile.subtypes.includes(said(each))),
    "subtype",
  ),
  ...unless(action === profile.action, "action"),
  ...unless(outcome === "0", "a failure claims a profile"),
];

function ofAgents({ agent, source }: AuditEvent, { client, server, users }: Profile): readonly string[] {
  const of = (...codes: readonly string[]): readonly Agent[] =>
    agent.filter(({ type }) => type.coding.some((each) => codes.includes(said(each))));
  const [clients, servers, people] = [of(client), of(server), of(...users)];
  return [
    ...unless(clients.length === 1 && clients[0]?.network !== undefined, "client"),
    ...unless(clients[0]?.network?.type === "2", "the client's address"),
    ...unless(servers.length === 1 && servers[0]?.network !== undefined, "server"),
    ...unless(JSON.stringify(servers[0]?.who) === JSON.stringify(source?.observer), "who observes"),
    ...unless(people.length === 1 && people[0]?.requestor === true, "user"),
    ...unless(people[0]?.network === undefined, "the user's network"),
  ];
}

function ofEntities(
  { entity }: AuditEvent,
  { isQuery, hasPatient }: { readonly isQuery: boolean; readonly hasPatient: boolean },
): readonly string[] {
  const patients = entity.filter(
    ({ type, role }) => said(type) === "audit-entity-type|1" || role?.code === "1",
  );
  const queries = entity.filter(({ role }) => role !== undefined && said(role) === "object-role|24");
  const data = entity.filter(({ role }) => role !== undefined && dataRoles.includes(said(role)));
  const what = patients[0]?.what;
  return [
    ...unless(patients.length === (hasPatient ? 1 : 0), "patient"),
    ...unless(
      !hasPatient || (what !== undefined && "reference" in what && what.reference.startsWith("Patient/")),
      "the patient's reference",
    ),
    ...unless(
      entity.every(({ role }) => role === undefined || roles.has(Number(role.code))),
      "an entity's role",
    ),
    ...(isQuery
      ? unless(
          queries.length === 1 && queries[0]?.query !== undefined && queries[0].what === undefined,
          "query",
        )
      : unless(data.length === 1 && data[0]?.what !== undefined, "data")),
  ];
}
