/**
 * What must not compile. Never run: the compiler refuses this file when one of these lines is no error any more.
 */
import { z } from "zod/mini";
import { kithClient } from "../../functions/client.ts";
import type { Key, Write } from "../../functions/kernel/ports.ts";
import { type Endpoints, type Route, routes } from "../../functions/kernel/route.ts";

const rows = routes({
  read: {
    method: "GET",
    path: "/v1/things",
    summary: "",
    scope: "kith/community",
    action: "message.read",
    grants: {},
    answers: { 200: z.strictObject({ text: z.string() }) },
  },
  make: {
    method: "POST",
    path: "/v1/things",
    summary: "",
    scope: "kith/community",
    action: "message.post",
    grants: {},
    answers: { 201: z.strictObject({ text: z.string() }) },
  },
});
type Of = Endpoints<typeof rows, undefined>;

const read: Of["read"] = { decide: async () => ({ answer: { status: 200, body: { text: "" } } }) };
const decide: Of["make"]["decide"] = async () => ({ answer: { status: 201, body: { text: "" } } });
const make: Of["make"] = { decide, replay: async () => ({ status: 201, body: { text: "" } }) };
export const complete: Of = { read, make };

// @ts-expect-error an endpoint is missing
export const missing: Of = { read };
// @ts-expect-error a status that the row does not have
export const status: Of["read"]["decide"] = async () => ({ answer: { status: 201, body: { text: "" } } });
// @ts-expect-error a field of the answer is missing
export const field: Of["read"]["decide"] = async () => ({ answer: { status: 200, body: {} } });
// @ts-expect-error a POST that does not say how a repeat is answered
export const once: Of["make"] = { decide };

const key: Key = { pk: "A", sk: "B" };
// @ts-expect-error a write that does not say what its refusal is
export const write: Write = { kind: "create", table: "community", key, attributes: {} };

// @ts-expect-error a route that does not say who may call it
export const row: Route = {
  method: "GET",
  path: "/v1/things",
  summary: "",
  action: "message.read",
  grants: {},
  answers: {},
};

const client = kithClient("", () => "");
const header = { "Idempotency-Key": "key-00000001" };
export const calls = async () => {
  await client.GET("/v1/me");
  // @ts-expect-error a path that no row has
  await client.GET("/v1/you");
  // @ts-expect-error a method that the path does not have
  await client.POST("/v1/me");
  // @ts-expect-error a field that the body does not have
  await client.POST("/v1/invitations/accept", { params: { header }, body: { word: "" } });
  const body = { code: "", alias: "", rulesVersion: 1, privacyNoticeVersion: 1 };
  // @ts-expect-error a POST without its Idempotency-Key
  await client.POST("/v1/invitations/accept", { body });
};
