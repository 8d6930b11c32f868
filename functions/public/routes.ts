import * as z from "zod/mini";
import { routes } from "../kernel/route.ts";

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
});
