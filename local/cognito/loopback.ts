import type { Provider } from "oidc-provider";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

function isLoopback(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && url.protocol === "http:" && loopbackHosts.has(url.hostname) && url.hash === "";
}

/** Any port of this machine may receive the answer, besides the callbacks of the template. */
export function allowLoopback(provider: Provider): void {
  const client = provider.Client.prototype;
  const registered = client.redirectUriAllowed;
  client.redirectUriAllowed = function allowed(uri) {
    return isLoopback(uri) || registered.call(this, uri);
  };
}
