import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { errors, type Provider } from "oidc-provider";
import type { Account } from "./account.ts";
import { refusalPage, signInPage } from "./page.ts";
import type { People } from "./people.ts";
import type { UserPool } from "./pools.ts";

/** Sends a page that loads nothing from anywhere. */
export function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  });
  response.end(html);
}

async function chosen(
  request: IncomingMessage,
  people: People,
  pool: UserPool,
): Promise<Account | undefined> {
  const username = new URLSearchParams(await text(request)).get("username");
  return username === null ? undefined : people.byUsername(pool, username);
}

async function isOpen(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  try {
    await provider.interactionDetails(request, response);
    return true;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return false;
    throw error;
  }
}

/** Who was made with a password for the first time has set their own when they sign in: there are none here. */
async function confirm(people: People, person: Account): Promise<void> {
  if (person.status !== "CONFIRMED") await people.change(person, { status: "CONFIRMED" });
}

/** The sign-in page of a pool: GET shows the people, POST with a `username` signs that person in. */
export function interaction(provider: Provider, people: People, pool: UserPool) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await isOpen(provider, request, response)))
      return sendPage(response, 400, refusalPage("session_expired"));
    if (request.method !== "POST") return sendPage(response, 200, signInPage(people.of(pool)));
    const person = await chosen(request, people, pool);
    if (person === undefined) return sendPage(response, 400, refusalPage("unknown_person"));
    if (!person.enabled) return sendPage(response, 403, refusalPage("disabled_person"));
    await confirm(people, person);
    await provider.interactionFinished(request, response, {
      login: { accountId: person.sub, remember: false },
    });
  };
}
