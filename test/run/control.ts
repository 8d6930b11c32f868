import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";

/** Functions by name, with arguments and results that JSON can carry. */
export type Remote = Readonly<Record<string, (...given: never[]) => unknown>>;
/** The same functions, called from another process. */
export type Called<T extends Remote> = {
  readonly [K in keyof T]: (...given: Parameters<T[K]>) => Promise<Awaited<ReturnType<T[K]>>>;
};

/** Offers functions to the test processes, on loopback. @returns the URL to call, and how it ends. */
export async function offer(functions: Remote): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(functions, request).then(
      (result) => response.end(JSON.stringify({ result: result ?? null })),
      (error: unknown) =>
        response.end(JSON.stringify({ error: error instanceof Error ? error.message : "failed" })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answer(functions: Remote, request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { name, given } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
    name: string;
    given: never[];
  };
  const called = functions[name];
  if (!called) throw new Error("The control offers no such function.");
  return called(...given);
}

/**
 * The arguments of a call as JSON: what is omitted at the end is not sent.
 * @throws Error when JSON would carry another value than the one given, as it makes null of undefined or NaN.
 */
function written(name: string, given: readonly unknown[]): string {
  const sent = given.slice(0, given.findLastIndex((argument) => argument !== undefined) + 1);
  const text = JSON.stringify({ name, given: sent });
  if (!isDeepStrictEqual(JSON.parse(text).given, sent))
    throw new Error(`JSON cannot carry what ${name} is given.`);
  return text;
}

/** Calls the functions that `offer` gives. */
export function control<T extends Remote>(url: string): Called<T> {
  const call =
    (name: string) =>
    async (...given: unknown[]) => {
      const response = await fetch(url, { method: "POST", body: written(name, given) });
      const { result, error } = (await response.json()) as { result?: unknown; error?: string };
      if (error !== undefined) throw new Error(error);
      return result;
    };
  return new Proxy({} as Called<T>, {
    get: (_, name) => (typeof name === "string" ? call(name) : undefined),
  });
}
