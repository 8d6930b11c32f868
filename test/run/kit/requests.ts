import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { toJSONSchema } from "zod";
import { samplePeople } from "../../../cli/sample/people.ts";
import { accessToken } from "../../../cli/token.ts";
import { access } from "../../../functions/access.ts";
import type { Route } from "../../../functions/kernel/route.ts";
import { scopes } from "../../../functions/kernel/route.ts";
import { clientOf, facts, once, place, tenantControl, tokenOf } from "../tenant.ts";
import { type Schema, valuesOf } from "./schema-values.ts";
import type { Sent } from "./send.ts";

/** Somebody who may call an operation, and what of the tenant they name in doing so. */
export interface Asker {
  readonly token: string | undefined;
  /** Values of the tenant by the name of the field that takes them. */
  readonly known: Readonly<Record<string, unknown>>;
}

/** The first who may: those whose role alone decides stand first. */
const preferred = ["maria", "grace", "olivia", "adam"];
const at = place("heart-failure", "daily-life");

/** Somebody who may call an operation by the access table. Who accepts an invitation is new each time. */
export async function askerOf(route: Route): Promise<Asker> {
  const { scope, action } = route;
  if (scope === null) return { token: undefined, known: {} };
  if (action === "invitation.accept") return invitee();
  const pools: readonly string[] = scopes[scope];
  const person = preferred
    .map((username) => samplePeople.find((known) => known.username === username))
    .find((known) => known && pools.includes(known.pool) && access[action][known.role] !== "no");
  if (!person) throw new Error("Nobody of the sample may call this operation.");
  const today = new Date().toISOString().slice(0, 10);
  const known = { ...at, spaceIds: [at.spaceId], from: today, to: today };
  return { token: await tokenOf(person.username), known };
}

/** A person with an account and an invitation, who has not joined. */
export async function invitee(username = `t-${randomUUID()}`): Promise<Asker> {
  const person = { sub: randomUUID(), username, email: `${username}@example.org`, name: username };
  await tenantControl.addPerson({ ...person, pool: "members" });
  const invited = await clientOf("grace").POST("/v1/programs/{programId}/invitations", {
    params: { path: at, header: once() },
    body: { role: "patient", spaceIds: [at.spaceId] },
  });
  if (!invited.data) throw new Error("Nobody could be invited.");
  return { token: await accessToken(facts.pools.members, username), known: { code: invited.data.code } };
}

export const schemaOf = (part: Route["body"] | Route["query"]): Schema | undefined =>
  part && (toJSONSchema(part, { io: "input" }) as Schema);

/** A value of a schema, always the same one; fields that the tenant knows a value for have it, others only if required. */
export function sampleOf(schema: Schema, known: Asker["known"]): Readonly<Record<string, unknown>> {
  const names = Object.keys(schema.properties ?? {});
  const wanted = names.filter((name) => schema.required?.includes(name) || name in known);
  return Object.fromEntries(
    wanted.map((name) => [name, known[name] ?? firstOf(schema.properties?.[name] ?? {})]),
  );
}

const firstOf = (schema: Schema): unknown =>
  schema.enum?.[0] ?? fc.sample(valuesOf(schema), { numRuns: 1, seed: 7 })[0];

/** The path of an operation with real ids, and a query of those fields that it needs. */
export function pathOf(
  route: Route,
  { known }: Asker,
  instead: Readonly<Record<string, string>> = {},
): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => instead[name] ?? String(known[name]));
  const query = schemaOf(route.query);
  if (!query) return path;
  const needed = Object.entries(sampleOf(query, known)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return needed.length === 0 ? path : `${path}?${new URLSearchParams(needed)}`;
}

/** A request that the operation answers with 2xx. */
export function goodRequest(route: Route, asker: Asker): Sent {
  const body = schemaOf(route.body);
  return {
    method: route.method,
    path: pathOf(route, asker),
    headers: [
      ...(asker.token === undefined ? [] : [["Authorization", `Bearer ${asker.token}`] as const]),
      ...(route.method === "POST" ? [["Idempotency-Key", randomUUID()] as const] : []),
      ...(body ? [["Content-Type", "application/json"] as const] : []),
    ],
    body: body && JSON.stringify(sampleOf(body, asker.known)),
  };
}
