import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { samplePeople } from "../../cli/sample/people.ts";
import { placeIn } from "../../cli/seed.ts";
import { accessToken } from "../../cli/token.ts";
import { kithClient } from "../../functions/client.ts";
import { control } from "./control.ts";
import type { TenantControl } from "./global-setup.ts";

/** What tests do to the running tenant that no client could. */
export const tenantControl = control<TenantControl>(inject("control"));
export const facts = await tenantControl.facts();
/** Path of the messages of a thread. */
export const messagesPath = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages";

/** Milliseconds for which a token is used again: a file may take longer than a token lives, which is 15 minutes. */
const KEPT = 300_000;
const tokens = new Map<string, { readonly token: Promise<string>; readonly since: number }>();

/** The access token of a sample person, got by a real sign-in, and by another one when it is some minutes old. */
export function tokenOf(username: string): Promise<string> {
  const person = samplePeople.find((known) => known.username === username);
  if (!person) throw new Error("There is no such sample person.");
  const kept = tokens.get(username);
  if (kept && performance.now() - kept.since < KEPT) return kept.token;
  const token = accessToken(facts.pools[person.pool], username);
  tokens.set(username, { token, since: performance.now() });
  return token;
}

/** The typed client of a sample person. */
export const clientOf = (username: string) => kithClient(facts.apiUrl, () => tokenOf(username));

/** Where a space of the sample tenant has its first thread. */
export const place = (program: string, space: string) => placeIn(facts.founded, program, space);

/** Path of the messages of the thread of a place. */
export const messagesIn = ({ programId, spaceId, threadId }: ReturnType<typeof place>): string =>
  `/v1/programs/${programId}/spaces/${spaceId}/threads/${threadId}/messages`;

/** A key for one action; the same one repeats it. */
export const once = (key: string = randomUUID()) => ({ "Idempotency-Key": key });
