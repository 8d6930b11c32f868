import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { errors, type Provider } from "oidc-provider";
import type { Person } from "../types.ts";
import { refusalPage, signInPage } from "./page.ts";
import type { People } from "./people.ts";

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
  kind: Person["pool"],
): Promise<Person | undefined> {
  const username = new URLSearchParams(await text(request)).get("username");
  return username === null ? undefined : people.byUsername(kind, username);
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

/** The sign-in page of a pool: GET shows the people, POST with a `username` signs that person in. */
export function interaction(provider: Provider, people: People, kind: Person["pool"]) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await isOpen(provider, request, response)))
      return sendPage(response, 400, refusalPage("session_expired"));
    if (request.method !== "POST") return sendPage(response, 200, signInPage(people.of(kind)));
    const person = await chosen(request, people, kind);
    if (person === undefined) return sendPage(response, 400, refusalPage("unknown_person"));
    await provider.interactionFinished(request, response, {
      login: { accountId: person.sub, remember: false },
    });
  };
}
