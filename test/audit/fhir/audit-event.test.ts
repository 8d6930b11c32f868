import { describe, expect, it } from "vitest";
import { auditEventsOf } from "../../../functions/audit/fhir/audit-event.ts";
import type { AuditEvent } from "../../../functions/audit/fhir/schema.ts";
import { searchset } from "../../../functions/audit/fhir/schema.ts";
import { actions, systemActions } from "../../../functions/kernel/actions.ts";
import { roles } from "../../../functions/kernel/roles.ts";
import { faultsByProfile } from "./balp.ts";
import { event, neighbour, nurse, patient } from "./samples.ts";
import { faultsOf } from "./validators.ts";

const one = (of: AuditEvent | undefined): AuditEvent => {
  if (of === undefined) throw new Error("There is no AuditEvent.");
  return of;
};
const told = (more: Parameters<typeof event>[0] = {}): AuditEvent =>
  one(auditEventsOf(event(more), "example")[0]);
const wrongWith = (resource: AuditEvent) => [...faultsOf(resource), ...faultsByProfile(resource)];
const all = [...actions, "replay"] as const;

describe("An event as FHIR AuditEvents", () => {
  it.each(all)("is what both validators and its profile ask for: %s", (action) => {
    for (const subjects of [[patient], []])
      for (const outcome of ["ok", "denied", "error"] as const) {
        const resource = told({ action, outcome, subjects });
        expect(wrongWith(resource)).toEqual([]);
        expect(resource.outcome === "0" || resource.meta === undefined).toBe(true);
      }
  });

  it.each(systemActions)("is so for work of the system, of which BALP has no profile: %s", (action) => {
    const resource = told({ action, actor: "system:setup", role: undefined, extra: undefined, subjects: [] });
    expect(wrongWith(resource)).toEqual([]);
    expect(resource.meta).toBeUndefined();
    expect(resource.agent.map(({ requestor }) => requestor)).toEqual([false, true]);
  });

  it("is so for somebody who is not a member yet: the client asks", () => {
    const resource = told({ action: "invitation.accept", actor: undefined, role: undefined, subjects: [] });
    expect(wrongWith(resource)).toEqual([]);
    expect(resource.agent.map(({ requestor }) => requestor)).toEqual([true, false]);
  });

  it("claims no profile where the address is not known", () => {
    expect(told({ extra: undefined }).meta).toBeUndefined();
  });

  it("is one for each member whom the event names, each with its own patient and the same rest", () => {
    const found = auditEventsOf(event({ subjects: [patient, neighbour] }), "example");
    expect(found.map(({ entity }) => JSON.stringify(entity[0]?.what))).toEqual(
      [patient, neighbour].map((value) =>
        JSON.stringify({ reference: `Patient/${value}`, identifier: { system: "urn:kith:member", value } }),
      ),
    );
    const [first, second] = found.map(({ id, entity: [, ...rest], ...others }) => ({ id, rest, others }));
    expect(first?.others).toEqual(second?.others);
    expect(first?.rest).toEqual(second?.rest);
    expect(first?.id).not.toBe(second?.id);
  });

  it("keeps its id for ever: the event's and a number", () => {
    const same = event({ subjects: [patient, neighbour] });
    expect(auditEventsOf(same, "example").map(({ id }) => id)).toEqual([`${same.id}-0`, `${same.id}-1`]);
  });

  it.each(roles)("says who acted, in a way that FHIR knows: %s", (role) => {
    const user = told({ role }).agent.at(-1);
    const kind = { patient: "Patient", helper: "RelatedPerson", mentor: "RelatedPerson" }[String(role)];
    expect(user?.who).toMatchObject({ reference: `${kind ?? "Practitioner"}/${nurse}` });
    expect(user?.role).toEqual([{ coding: [{ system: "urn:kith:role", code: role }] }]);
  });

  it("says what was asked for where BALP wants the query, in base64, by ids alone", () => {
    const { program, resource, ...rest } = event();
    const [found] = auditEventsOf({ program, resource, ...rest }, "example");
    const query = found?.entity.find(({ query: text }) => text !== undefined)?.query ?? "";
    expect(Buffer.from(query, "base64").toString()).toBe(
      `action=message.read&program=${program}&resource=${resource}`,
    );
  });

  it("is in a form that an answer may have", () => {
    const entry = [{ resource: told(), search: { mode: "match" } }];
    expect(searchset.parse({ resourceType: "Bundle", type: "searchset", link: [], entry })).toBeDefined();
  });
});

/** One defect each: what somebody could break unseen. */
type Broken = { -readonly [K in keyof AuditEvent]?: unknown } & {
  agent: Record<string, unknown>[];
  entity: Record<string, unknown>[];
};
const mutants: readonly (readonly [string, (resource: Broken) => void, Parameters<typeof event>[0]?])[] = [
  ["no time", (it) => delete it.recorded],
  ["no source", (it) => delete it.source],
  ["an agent of whom it is not said whether it asked", (it) => delete it.agent[2]?.requestor],
  ["a property that there is not", (it) => Object.assign(it, { comment: "x" })],
  ["an action that there is not", (it) => (it.action = "X")],
  ["an outcome that there is not", (it) => (it.outcome = "success")],
  ["a type of network that there is not", (it) => Object.assign(it.agent[0]?.network ?? {}, { type: "9" })],
  ["a time that is none", (it) => (it.recorded = "yesterday")],
  ["a query that is no base64", (it) => Object.assign(it.entity[1] ?? {}, { query: "§" })],
  ["an entity with name and query", (it) => Object.assign(it.entity[1] ?? {}, { name: "x" })],
  ["no patient", (it) => it.entity.shift()],
  ["two patients", (it) => it.entity.push(it.entity[0] ?? {})],
  ["no client", (it) => it.agent.shift()],
  ["no server", (it) => it.agent.splice(1, 1)],
  ["no user", (it) => it.agent.pop()],
  ["another type", (it) => Object.assign(it.type ?? {}, { code: "message" })],
  ["another action than the profile's", (it) => (it.action = "R")],
  ["a failure that claims a profile", (it) => (it.outcome = "4")],
  [
    "another subtype than the profile's",
    (it) => (it.subtype = [{ system: "http://hl7.org/fhir/restful-interaction", code: "read" }]),
  ],
  ["a client without an address", (it) => delete it.agent[0]?.network],
  [
    "a user with an address",
    (it) => Object.assign(it.agent[2] ?? {}, { network: { address: "203.0.113.9", type: "2" } }),
  ],
  ["a user who did not ask", (it) => Object.assign(it.agent[2] ?? {}, { requestor: false })],
  [
    "a patient who is none to FHIR",
    (it) => Object.assign(it.entity[0]?.what ?? {}, { reference: "Practitioner/x" }),
  ],
  ["a role of an entity that there is not", (it) => Object.assign(it.entity[1]?.role ?? {}, { code: "99" })],
  ["a search without its query", (it) => delete it.entity[1]?.query],
  [
    "a search that names a thing",
    (it) => Object.assign(it.entity[1] ?? {}, { what: { reference: "Group/x" } }),
  ],
  [
    "client and server the wrong way round",
    (it) => {
      const [client, server] = it.agent;
      const type = client?.type;
      Object.assign(client ?? {}, { type: server?.type });
      Object.assign(server ?? {}, { type });
    },
  ],
  [
    "another server than the one that observed",
    (it) => Object.assign(it.agent[1] ?? {}, { who: { display: "another" } }),
  ],
  [
    "a reader as the user of what is written",
    (it) =>
      Object.assign(it.agent[2] ?? {}, {
        type: {
          coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }],
        },
      }),
    { action: "message.post" },
  ],
  ["what was written without what it was", (it) => it.entity.splice(1, 1), { action: "message.post" }],
];

const cases = mutants.map(([name, change, more = {}]) => ({ name, change, more }));

describe("The tests of AuditEvents refuse", () => {
  it.each(cases)("$name", ({ change, more }) => {
    const resource = structuredClone(told(more));
    expect(wrongWith(resource)).toEqual([]);
    change(resource as unknown as Broken);
    expect(wrongWith(resource)).not.toEqual([]);
  });
});
