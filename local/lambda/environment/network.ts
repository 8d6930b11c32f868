import type { NetworkRoute } from "../messages.ts";

/**
 * Makes `fetch` reach the places of this machine that stand for AWS, and nothing else: what DNS does for
 * a deployed function. The longest prefix counts; any address without one fails as one that has no record.
 */
export function routeFetch(routes: readonly NetworkRoute[]): void {
  const original = globalThis.fetch;
  const longestFirst = routes.toSorted((one, other) => other.prefix.length - one.prefix.length);
  globalThis.fetch = async (input, init) => {
    if (input instanceof Request) return original(new Request(route(input.url, longestFirst), input), init);
    return original(route(String(input), longestFirst), init);
  };
}

function route(address: string, routes: readonly NetworkRoute[]): string {
  const url = new URL(address).href;
  const found = routes.find(({ prefix }) => isBelow(url, prefix));
  if (found !== undefined) return `${found.target}${url.slice(found.prefix.length)}`;
  throw new TypeError("fetch failed", { cause: new Error("The local run has no such host.") });
}

/** Whether the prefix ends where a part of the address ends: `https://a.com` is no prefix of `https://a.com.b`. */
function isBelow(url: string, prefix: string): boolean {
  return url.startsWith(prefix) && ["", "/", "?"].includes(url.charAt(prefix.length));
}
