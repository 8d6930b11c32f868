import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AuditEvent } from "../../../functions/audit/fhir/schema.ts";
import { faultsByProfile } from "../../audit/fhir/balp.ts";
import { faultsOf } from "../../audit/fhir/validators.ts";
import { ask } from "../kit/ask.ts";
import { dayFromToday, newestEvents } from "../kit/trail.ts";
import { clientOf, messagesPath, place, tokenOf } from "../tenant.ts";
import { sealAndIndex } from "./sealed-log.ts";

const bundle = z.object({
  resourceType: z.literal("Bundle"),
  type: z.literal("searchset"),
  link: z.array(z.object({ relation: z.string(), url: z.string() })),
  entry: z.array(
    z.object({ resource: z.looseObject({ resourceType: z.string(), id: z.optional(z.string()) }) }),
  ),
});

/** Asks as a tool of the officer does: by a URL behind the base of the FHIR server. */
async function searched(url: string, username = "olivia") {
  const asked = { method: "GET", path: `/v1/audit/fhir/${url}`, token: await tokenOf(username) };
  return ask({ ...asked, headers: { Accept: "application/fhir+json" } });
}
async function found(url: string) {
  const { status, headers, body } = await searched(url);
  expect([status, headers.get("content-type")]).toEqual([200, "application/fhir+json"]);
  return bundle.parse(body);
}
const linkOf = ({ link }: z.output<typeof bundle>, relation: string) =>
  link.find((each) => each.relation === relation)?.url;
const today = `date=ge${dayFromToday(-1)}&date=le${dayFromToday(1)}`;

describe("The trail as FHIR", () => {
  it("is pages of valid AuditEvents that lead on to the last, before and after the log is indexed", async () => {
    const at = place("heart-failure", "daily-life");
    await clientOf("grace").GET(messagesPath, { params: { path: at, query: {} } });
    const [read] = await newestEvents("message.read");
    const patient = read?.subjects[0] ?? "";
    const all = async () => {
      const resources: unknown[] = [];
      let url: string | undefined =
        `AuditEvent?patient=Patient/${patient}&agent=${read?.actor}&${today}&_count=2`;
      while (url !== undefined) {
        const page: z.output<typeof bundle> = await found(url);
        expect(page.entry.length).toBeLessThanOrEqual(2);
        resources.push(...page.entry.map(({ resource }) => resource));
        url = linkOf(page, "next");
      }
      return resources as AuditEvent[];
    };
    const before = await all();
    expect(before.map(({ id }) => id.slice(0, 28))).toContain(read?.eventId);
    for (const resource of before) expect([...faultsOf(resource), ...faultsByProfile(resource)]).toEqual([]);
    await sealAndIndex();
    expect(await all()).toEqual(before);
  });

  it("says what it has searched for, with the dates that it took", async () => {
    const page = await found("AuditEvent?outcome=4&_count=1");
    expect(linkOf(page, "self")).toMatch(/^AuditEvent\?outcome=4&_count=1&date=ge\d{4}-.*&date=lt\d{4}-/);
  });

  it("leaves an event that names whom it showed, and what was looked for", async () => {
    const { requestId } = await searched(`AuditEvent?${today}&_count=5`);
    const own = (await newestEvents("audit.read-fhir")).find((event) => event.requestId === requestId);
    expect(own).toMatchObject({ outcome: "ok", role: "officer" });
    expect(own?.subjects.length).toBeGreaterThan(0);
  });

  it.each([
    ["a parameter that Kith does not know", "AuditEvent?entity-name=x", "unknown-field"],
    ["a patient that is no id", "AuditEvent?patient=Patient/x", "http.patient"],
    ["a date that is none", "AuditEvent?date=2026-02-30", "http.date"],
    ["a form other than JSON", "AuditEvent?_format=xml", "http._format"],
    ["a year without anybody's id", "AuditEvent?date=2025", "http.date"],
    ["three dates", "AuditEvent?date=2026&date=2026&date=2026", "http.date"],
  ])("refuses %s with an OperationOutcome", async (_, url, said) => {
    const { status, headers, body, requestId } = await searched(url);
    expect([status, headers.get("content-type")]).toEqual([400, "application/fhir+json"]);
    expect(body).toMatchObject({ resourceType: "OperationOutcome", id: requestId });
    expect(JSON.stringify(body)).toContain(said);
    expect(faultsOf(Object(body))).toEqual([]);
  });

  it("is for officers alone", async () => {
    const { status, body } = await searched("AuditEvent", "adam");
    expect(status).toBe(403);
    expect(body).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "forbidden" }] });
  });
});
