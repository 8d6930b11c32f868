import * as z from "zod/mini";
import { programId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";

const text = z.strictObject({ title: z.string(), lines: z.array(z.string()) });
/** Something that people agree to when they join, in its present version. */
const notice = z.strictObject({ version: z.int(), en: text, es: text });

const link = z.strictObject({ href: z.string(), type: z.string() });

/** What anyone may ask without a token: of the service itself, and for help in an emergency. */
export const open = routes({
  readHealth: {
    method: "GET",
    path: "/v1/health",
    summary: "Is the service up?",
    scope: null,
    action: "service.health",
    grants: {},
    // This release says only `up`. The others are promised now: a client that knows one word would break at a second.
    answers: { 200: z.strictObject({ status: z.enum(["up", "sealed", "maintenance"]) }) },
  },
  readContract: {
    method: "GET",
    path: "/v1/openapi.json",
    summary: "This contract, as OpenAPI 3.1.",
    scope: null,
    action: "service.contract",
    grants: {},
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
  readNotices: {
    method: "GET",
    path: "/v1/notices",
    summary: "The community's rules and the privacy notice, with the versions to agree to when joining.",
    scope: null,
    action: "service.notices",
    grants: {},
    answers: { 200: z.strictObject({ rules: notice, privacyNotice: notice }) },
  },
  readProtectedResource: {
    method: "GET",
    path: "/.well-known/oauth-protected-resource",
    summary: "Where to sign in and which scopes there are (RFC 9728).",
    scope: null,
    action: "service.discovery",
    grants: {},
    answers: {
      200: z.strictObject({
        resource: z.string(),
        authorization_servers: z.array(z.string()),
        scopes_supported: z.array(z.string()),
        bearer_methods_supported: z.array(z.string()),
        resource_name: z.string(),
      }),
    },
  },
  readApiCatalog: {
    method: "GET",
    path: "/.well-known/api-catalog",
    summary: "Where this API and its contract are, as a set of links (RFC 9727).",
    scope: null,
    action: "service.discovery",
    grants: {},
    media: "application/linkset+json",
    answers: {
      200: z.strictObject({
        linkset: z.array(
          z.strictObject({
            anchor: z.string(),
            "service-desc": z.array(link),
            "service-meta": z.array(link),
            status: z.array(link),
          }),
        ),
      }),
    },
  },
  findApiCatalog: {
    method: "HEAD",
    path: "/.well-known/api-catalog",
    summary: "Is there a catalog? Its Link says where (RFC 9727).",
    scope: null,
    action: "service.discovery",
    grants: {},
    answers: { 200: null },
  },
  readEmergency: {
    method: "GET",
    path: "/v1/programs/{programId}/emergency",
    summary: "What to do in an emergency, whom to call, and when the care team answers.",
    scope: null,
    action: "service.emergency",
    grants: { gets: ["community/PUBLIC#"] },
    params: z.strictObject({ programId }),
    answers: {
      200: z.strictObject({
        emergency: z.strictObject({ text: z.string(), phone: z.string(), replyPromise: z.string() }),
      }),
    },
  },
});
