import { dayOf, instant } from "../../kernel/clock.ts";
import type { Endpoints } from "../../kernel/route.ts";
import type { audit } from "../routes.ts";
import type { AuditStores } from "../stores.ts";
import { type FhirPage, fhirPage, type Place } from "./page.ts";
import { searchOf, stretchOf } from "./query.ts";
import type { Warnings } from "./schema.ts";

type Fhir = Pick<typeof audit, "readFhirAuditEvents">;
const defaultCount = "50";

/** The trail for tools that speak FHIR. */
export const fhirEndpoints: Endpoints<Fhir, AuditStores> = {
  readFhirAuditEvents: {
    decide: async ({ query, caller, at: { now } }, { tenant, log, trail, cursors }) => {
      const { _cursor, _format, date: _date, _count = defaultCount, ...terms } = query;
      const stretch = stretchOf(query, now);
      const self = new URLSearchParams(Object.entries({ ...terms, _count }).filter(isGiven));
      for (const date of [`ge${instant(stretch.from)}`, `lt${instant(stretch.to)}`])
        self.append("date", date);
      const bound = cursors({
        operation: "readFhirAuditEvents",
        caller: caller.member ?? "",
        query: self.toString(),
      });
      const place = _cursor === undefined ? start : placeIn(await bound.open(_cursor));
      const range = { fromDay: dayOf(stretch.from), toDay: dayOf(stretch.to - 1), before: place.before };
      const search = searchOf(query);
      const wanted = { search, stretch, action: query.action, limit: Number(_count), tenant };
      const page = await fhirPage(log.search(range, search), wanted, place);
      for (const member of page.named) trail.disclose(member);
      trail.note({ ...Object.fromEntries(self), found: page.resources.length, examined: page.examined });
      const until = await log.completeUntil();
      const next =
        page.next && new URLSearchParams([...self, ["_cursor", await bound.seal(textOf(page.next))]]);
      return {
        answer: { status: 200, ...(next && { next: `?${next}` }), body: bundle(page, self, next, until) },
      };
    },
  },
};

const isGiven = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

const start: Place = { before: undefined, skip: 0 };
const textOf = ({ before = "", skip }: Place): string => `${before}/${skip}`;
function placeIn(text: string): Place {
  const [before, skip] = text.split("/");
  return { before: before || undefined, skip: Number(skip) };
}

const linked = (relation: "self" | "next", query: URLSearchParams) => ({
  relation,
  url: `AuditEvent?${query}`,
});

function bundle(
  page: FhirPage,
  self: URLSearchParams,
  next: URLSearchParams | undefined,
  until: number | undefined,
) {
  const warnings = warningsOf(page, until);
  return {
    resourceType: "Bundle" as const,
    type: "searchset" as const,
    link: [linked("self", self), ...(next ? [linked("next", next)] : [])],
    entry: [
      ...page.resources.map((resource) => ({ resource, search: { mode: "match" as const } })),
      ...(warnings === undefined ? [] : [{ resource: warnings, search: { mode: "outcome" as const } }]),
    ],
  };
}

/** What makes a page less than it looks: FHIR puts it among the entries. */
function warningsOf({ damaged, unnamed }: FhirPage, until: number | undefined): Warnings | undefined {
  const issue = (code: "exception" | "incomplete", diagnostics: string) => ({
    ...{ severity: "warning" as const, code, diagnostics },
  });
  const all = [
    ...(damaged === 0 ? [] : [issue("exception", `${damaged} events could not be opened.`)]),
    ...(unnamed === 0 ? [] : [issue("incomplete", `${unnamed} people whom the events name are not listed.`)]),
    ...(until === undefined
      ? []
      : [issue("incomplete", `Events after ${instant(until)} may be missing: ask again later.`)]),
  ];
  return all.length === 0 ? undefined : { resourceType: "OperationOutcome", issue: all };
}
