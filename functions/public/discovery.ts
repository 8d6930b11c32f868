import { scopes } from "../kernel/route.ts";
import { open } from "./routes.ts";

/** The user pools that sign people in, by their `iss`. */
export interface Issuers {
  readonly members: string;
  readonly workforce: string;
}

/** Metadata of a protected resource (RFC 9728 section 2). @param base where the API begins */
export const protectedResource = (base: string, { members, workforce }: Issuers) => ({
  resource: base,
  authorization_servers: [members, workforce],
  scopes_supported: Object.keys(scopes),
  bearer_methods_supported: ["header"],
  resource_name: "Kith",
});

/** By its profile a set of links says that it is a catalog of APIs, and by the relation where the catalog is (RFC 9727). */
export const catalogHeaders = {
  "Content-Type": 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
  // Relative to the request: without an own domain everything stands under the stage.
  Link: '<api-catalog>; rel="api-catalog"',
};

/** A catalog of this one API (RFC 9727), with the relations of RFC 8631. @param base where the API begins */
export const apiCatalog = (base: string) => ({
  linkset: [
    {
      anchor: `${base}/v1`,
      "service-desc": [{ href: base + open.readContract.path, type: "application/json" }],
      "service-meta": [{ href: base + open.readProtectedResource.path, type: "application/json" }],
      status: [{ href: base + open.readHealth.path, type: "application/json" }],
    },
  ],
});
