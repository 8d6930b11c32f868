import type { MemberId } from "../../kernel/ids.ts";
import { memberRoles, type Role } from "../../kernel/roles.ts";
import { isSystem, type OpenEvent } from "../search.ts";
import {
  balpEntityType,
  balpProfile,
  type Coding,
  entityRole,
  entityType,
  kithRole,
  purposeOfUse,
  sourceType,
} from "./codes.ts";
import { type Kind, kinds } from "./kinds.ts";
import type { AuditEvent } from "./schema.ts";

type Agent = AuditEvent["agent"][number];
type Entity = AuditEvent["entity"][number];

/** Whom an AuditEvent is about, and which of its event's it is. */
interface About {
  readonly tenant: string;
  readonly patient: MemberId | undefined;
  readonly at: number;
}

/**
 * An event of the trail as FHIR R4 AuditEvents: one for each member whose information it showed or changed (IHE BALP 1.1,
 * section 1:52.4.1.6), or one alone. What Kith did and how is told along BALP; only a success over the API claims its profile.
 */
export const auditEventsOf = (event: OpenEvent, tenant: string): readonly AuditEvent[] =>
  event.subjects.length === 0
    ? [auditEvent(event, { tenant, patient: undefined, at: 0 })]
    : event.subjects.map((patient, at) => auditEvent(event, { tenant, patient, at }));

function auditEvent(event: OpenEvent, about: About): AuditEvent {
  const kind = kinds[event.action];
  const profile = profileOf(event, kind, about);
  return {
    resourceType: "AuditEvent",
    id: `${event.id}-${about.at}`,
    ...(profile === undefined ? {} : { meta: { profile: [profile] } }),
    type: kind.type,
    subtype: [kind.subtype],
    action: kind.action,
    recorded: event.at,
    outcome: outcomes[event.outcome],
    ...(event.outcome === "ok" ? {} : { outcomeDesc: event.outcome }),
    agent: [...agentsOf(event, kind, about.tenant)],
    source: { site: about.tenant, observer: kith(about.tenant), type: [sourceType("4")] },
    entity: [...entitiesOf(event, kind, about)],
  };
}

const outcomes = { ok: "0", denied: "4", error: "8" } as const;

/** A failure must not claim a profile, and neither may what came without an address or a person. */
function profileOf({ outcome, actor, extra }: OpenEvent, { profile }: Kind, { patient }: About) {
  const isWhole = outcome === "ok" && actor !== undefined && !isSystem(actor) && extra?.ip !== undefined;
  if (profile === undefined || !isWhole) return undefined;
  return balpProfile(patient === undefined ? profile : `Patient${profile}`);
}

const identified = (system: string, value: string) => ({ identifier: { system, value } });
const kith = (tenant: string) => identified("urn:kith:tenant", tenant);
const typed = (code: Coding) => ({ coding: [code] });

function* agentsOf(event: OpenEvent, kind: Kind, tenant: string): Generator<Agent> {
  const { actor, extra } = event;
  const isPerson = actor !== undefined && !isSystem(actor);
  // A name of a machine, and an address: 1 and 2 of http://hl7.org/fhir/network-type.
  const server = { network: { address: `kith-${tenant}`, type: "1" as const }, who: kith(tenant) };
  const ip = extra?.ip === undefined ? undefined : String(extra.ip);
  if (actor === undefined || isPerson)
    yield {
      type: typed(kind.client),
      who: identified("urn:kith:client", "api"),
      requestor: !isPerson,
      ...(ip === undefined ? {} : { network: { address: ip, type: "2" } }),
    };
  yield { type: typed(kind.server), requestor: false, ...server };
  if (isPerson) yield userOf(actor, event, kind);
  else if (actor !== undefined) yield workerOf(actor, event, kind);
}

const userOf = (member: MemberId, { role, purpose }: OpenEvent, { user }: Kind): Agent => ({
  type: typed(user),
  ...(role === undefined ? {} : { role: [typed(kithRole(role))] }),
  who: {
    reference: `${resourceOf(role)}/${member}`,
    identifier: { system: "urn:kith:member", value: member },
  },
  requestor: true,
  purposeOfUse: [typed(purposeOfUse(purpose))],
});

const workerOf = (worker: string, { purpose }: OpenEvent, { user }: Kind): Agent => ({
  type: typed(user),
  who: identified("urn:kith:system", worker),
  requestor: true,
  purposeOfUse: [typed(purposeOfUse(purpose))],
});

/** What kind of person somebody is to FHIR, by the role under which it was done. */
function resourceOf(role: Role | undefined): "Patient" | "RelatedPerson" | "Practitioner" {
  if (role === "helper" || role === "mentor") return "RelatedPerson";
  return role === undefined || (memberRoles as readonly Role[]).includes(role) ? "Patient" : "Practitioner";
}

function* entitiesOf(event: OpenEvent, { profile }: Kind, { tenant, patient }: About): Generator<Entity> {
  const { action, program, resource, replayOf, requestId } = event;
  if (patient !== undefined)
    yield {
      what: { reference: `Patient/${patient}`, identifier: { system: "urn:kith:member", value: patient } },
      type: entityType("1"),
      role: entityRole("1"),
    };
  if (profile === "Query") {
    const query = new URLSearchParams({ action, ...(program && { program }), ...(resource && { resource }) });
    yield { type: entityType("2"), role: entityRole("24"), query: base64(query.toString()) };
  } else {
    const what = identified("urn:kith:resource", replayOf ?? resource ?? program ?? tenant);
    yield { what, type: entityType("2"), role: entityRole("4") };
  }
  yield { what: identified("urn:kith:request", requestId), type: balpEntityType("XrequestId") };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
