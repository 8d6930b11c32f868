import * as z from "zod/mini";
import { routes } from "../kernel/route.ts";

const text = z.strictObject({ title: z.string(), lines: z.array(z.string()) });
/** Something that people agree to when they join, in its present version. */
const notice = z.strictObject({ version: z.int(), en: text, es: text });

/** What anyone may ask of the service itself, without a token. */
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
});
