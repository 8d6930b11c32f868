import { randomUUID } from "node:crypto";
import { toJSONSchema } from "zod";
import { samplePeople } from "../../../cli/sample/people.ts";
import { access } from "../../../functions/access.ts";
import { type Route, scopes } from "../../../functions/kernel/route.ts";
import {
  noCode,
  nothing,
  type OperationName,
  rowOf,
  type SampleRequest,
  type Setting,
  sampleRequest,
} from "../../samples.ts";
import { once, place, tokenOf } from "../tenant.ts";
import { type Asked, written } from "./ask.ts";
import { invitation, stranger } from "./people.ts";
import { preparations } from "./preparations.ts";
import type { Schema } from "./schema-values.ts";
import type { Sent } from "./send.ts";
import { dayFromToday } from "./trail.ts";

/** Somebody who may call an operation, and what of the tenant they name in doing so. */
export interface Asker {
  /** None where anybody may ask. */
  readonly token: string | undefined;
  readonly setting: Setting;
}

/** The first who may: those whose role alone decides stand first. */
const preferred = ["maria", "grace", "olivia", "adam"];

const settingWith = (code: string): Setting => ({
  place: place("heart-failure", "daily-life"),
  things: nothing,
  today: dayFromToday(0),
  code,
});

/** Somebody who may call an operation by the access table. Who accepts an invitation is new each time. */
export async function askerOf(operation: OperationName): Promise<Asker> {
  const { scope, action } = rowOf(operation);
  if (scope === null) return { token: undefined, setting: settingWith(noCode) };
  if (action === "invitation.accept") return invitee();
  const pools: readonly string[] = scopes[scope];
  const person = preferred
    .map((username) => samplePeople.find((known) => known.username === username))
    .find((known) => known && pools.includes(known.pool) && access[action][known.role] !== "no");
  if (!person) throw new Error("Nobody of the sample may call this operation.");
  const asker = { token: await tokenOf(person.username), setting: settingWith(noCode) };
  return (await preparations[operation]?.(asker)) ?? asker;
}

/** Whether a request that succeeded leaves nothing for the next one: then somebody else asks, or for something else. */
export const isUsedUp = (operation: OperationName): boolean =>
  operation in preparations || rowOf(operation).action === "invitation.accept";

/** A person with an account and an invitation, who has not joined. */
export async function invitee(username = `t-${randomUUID()}`): Promise<Asker> {
  const { token } = await stranger("members", username);
  return { token, setting: settingWith(await invitation()) };
}

/** A sample as somebody sends it, or somebody without a token; a POST is one of its own. */
export const askedWith = (
  token: string | undefined,
  { method, path, body, headers, keyed }: SampleRequest,
): Asked => ({
  method,
  path,
  token,
  headers: keyed ? once() : headers,
  body,
});

/** A request of an operation that is answered with 2xx. */
export function goodRequest(operation: OperationName, { token, setting }: Asker): Asked {
  const sample = sampleRequest(operation, setting);
  return askedWith(token, { ...sample, keyed: sample.method === "POST" });
}

/** The same as it goes over the wire, for tests that spoil it. */
export const goodSent = (operation: OperationName, asker: Asker): Sent =>
  written(goodRequest(operation, asker));

/** The path of the sample request, with its query. @param instead other values of its parameters, as they are. */
export const pathOf = (
  operation: OperationName,
  { setting }: Asker,
  instead: Readonly<Record<string, string>> = {},
): string => sampleRequest(operation, setting, instead).path;

export const schemaOf = (part: Route["body"] | Route["query"]): Schema | undefined =>
  part && (toJSONSchema(part, { io: "input" }) as Schema);
