import { expect } from "vitest";
import { type OperationName, rowOf } from "../../../samples.ts";
import { type Answer, ask } from "../../kit/ask.ts";
import { schemaOf } from "../../kit/requests.ts";
import { once } from "../../tenant.ts";

/** What a client holds without asking the person: ids, versions, a code out of a link, what it was told before. */
export type Held = Readonly<Record<string, unknown>>;

/**
 * A person at a screen. Every field that they fill and every button that they press is one step; what the client does by
 * itself, as it shows a screen, is none. A request that needs a field which nobody filled fails, and so does a journey that
 * needs a request which nobody pressed: a new mandatory one of either is noticed here.
 */
export interface AtScreen {
  /** Types or chooses something: one step. */
  readonly fill: (field: string, value: unknown) => void;
  /** Presses a button that sends what was filled: one step. @returns what the client is answered. */
  readonly press: (operation: OperationName, held?: Held) => Promise<Answered>;
  /** Presses what opens a screen: one step. */
  readonly open: (operation: OperationName, held?: Held) => Promise<Answered>;
  /** What the client loads by itself. */
  readonly sees: (operation: OperationName, held?: Held) => Promise<Answered>;
  /** Something that happens outside of the API, such as signing in: one step. */
  readonly does: <T>(what: Promise<T>) => Promise<T>;
  readonly steps: () => number;
}
/** A 2xx answer. */
export interface Answered extends Answer {
  readonly body: Readonly<Record<string, unknown>>;
}

/** @param token of the person; none for somebody who has not signed in. */
export function atScreen(token?: () => Promise<string> | string): AtScreen {
  let steps = 0;
  let filled: Record<string, unknown> = {};
  const send = async (operation: OperationName, held: Held): Promise<Answered> => {
    const answer = await ask(await request(operation, { ...held, ...filled }, token));
    filled = {};
    expect(answer.status, `${operation}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return { ...answer, body: Object(answer.body) };
  };
  const stepping = (operation: OperationName, held: Held = {}) => {
    steps += 1;
    return send(operation, held);
  };
  return {
    fill: (field, value) => {
      steps += 1;
      filled[field] = value;
    },
    press: stepping,
    open: stepping,
    sees: (operation, held = {}) => send(operation, held),
    does: async (what) => {
      steps += 1;
      return what;
    },
    steps: () => steps,
  };
}

/** The request of an operation, made of values by the names that the contract gives their fields. */
async function request(operation: OperationName, values: Held, token: Parameters<typeof atScreen>[0]) {
  const { method, path, body, query } = rowOf(operation);
  const named = (schema: typeof body): Record<string, unknown> =>
    Object.fromEntries(
      Object.keys(schemaOf(schema)?.properties ?? {}).flatMap((name) =>
        name in values ? [[name, values[name]]] : [],
      ),
    );
  const search = new URLSearchParams(
    Object.entries(named(query)).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return {
    method,
    path: search.size === 0 ? filled : `${filled}?${search}`,
    token: await token?.(),
    headers: {
      ...(method === "POST" ? once() : {}),
      ...(values.version === undefined || method === "GET" || method === "POST"
        ? {}
        : { "If-Match": `"${String(values.version)}"` }),
    },
    body: body ? named(body) : undefined,
  };
}
