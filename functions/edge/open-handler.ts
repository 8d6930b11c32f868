import type { Language } from "../kernel/language.ts";
import type { Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import type { Routes } from "../kernel/route.ts";
import { readableFrom } from "./cross-origin.ts";
import { type Http, readHttp } from "./http.ts";
import { preferred } from "./language.ts";
import { problemOf } from "./problem-of.ts";
import { type ProxyResponse, respond, respondProblem } from "./respond.ts";
import { unreadable } from "./unknown.ts";

/** What anyone gets: a text, and the headers that say more of it. */
export interface OpenAnswer {
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Answers an operation: with what was prepared when the function started, or with what it looks up. */
export type OpenOperation = (http: Http, language: Language) => OpenAnswer | Promise<OpenAnswer>;

/** An answer that is the same for everybody, at any time. */
export const prepared = (body: object): OpenOperation => {
  const answer = { text: JSON.stringify(body) };
  return () => answer;
};

/**
 * The handler of the function that serves whoever asks: it knows nothing of anybody, so its requests leave no event
 * (docs/decisions/0004). Whatever it does not know is not found.
 */
export function createOpenHandler<T extends Routes>(
  rows: T,
  answers: { readonly [Name in keyof T]: OpenOperation },
  { origin, log }: { origin: string | undefined } & Pick<Platform, "log">,
): (event: unknown) => Promise<ProxyResponse> {
  const operations = byOperation(rows, new Map(Object.entries<OpenOperation>(answers)));
  return async (event) => {
    const http = readHttp(event) ?? unreadable;
    const language = preferred(http.header("accept-language"));
    const operation = operations.get(http.operation) ?? notFound;
    const response = await answer(operation, http, language).catch((cause: unknown) =>
      respondProblem(problemOf(cause, http, { log }), http.requestId, language),
    );
    return readableFrom(origin, response);
  };
}

/** Keyed as the gateway names an operation, which has matched the path already. */
const byOperation = (rows: Routes, answers: ReadonlyMap<string, OpenOperation>) =>
  new Map(
    Object.entries(rows).map(([name, { method, path }]) => [
      `${method} ${path}`,
      answers.get(name) ?? notFound,
    ]),
  );

const notFound: OpenOperation = () => {
  throw new Problem("not-found");
};

async function answer(operation: OpenOperation, http: Http, language: Language): Promise<ProxyResponse> {
  const { text, headers } = await operation(http, language);
  const response = respond({ status: 200 }, text, language);
  return { ...response, headers: { ...response.headers, ...headers } };
}
