import middy from "@middy/core";
import * as z from "zod/mini";
import { parseClaims } from "../../functions/edge/claims.ts";
import { within } from "../../functions/edge/deadline.ts";
import { encode } from "../../functions/edge/encode.ts";
import type { Operation } from "../../functions/edge/exchange.ts";
import { type Http, readHttp } from "../../functions/edge/http.ts";
import { preferred } from "../../functions/edge/language.ts";
import { parse } from "../../functions/edge/parse.ts";
import { respond } from "../../functions/edge/respond.ts";
import { bearer, verifyToken } from "../../functions/edge/token.ts";
import { askedBy, handlerOf } from "../../test/edge/kit/requests.ts";
import { testTenant } from "../../test/edge/kit/tenant.ts";
import { poolKeys } from "../../test/edge/kit/tokens.ts";
import type { Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { cpuOf, inTurns, median } from "../measure.ts";

const calls = 2_000;
const rounds = 11;

const asked = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(10_000)),
  tags: z.array(z.string()),
});
const answered = z.strictObject({ id: z.string(), text: z.string(), at: z.string() });
const body = JSON.stringify({
  text: "Walked to the corner and back today. ".repeat(6),
  tags: ["walk", "today"],
});

const answerTo = ({ text }: { readonly text: string }) => ({
  id: "01J00000000000000000000000",
  text,
  at: "2026-01-31",
});

/** The floor: what any handler must do with a body. */
const bare = (event: { body: string }) => {
  const answer = answered.parse(answerTo(asked.parse(JSON.parse(event.body))));
  return { statusCode: 200, body: JSON.stringify(answer) };
};

const textIn = (parsed: unknown): string =>
  typeof parsed === "object" && parsed !== null && "text" in parsed ? String(parsed.text) : "";

const operation: Operation = {
  name: "own",
  route: {
    ...{ method: "PUT", path: "/v1/own", summary: "", scope: "kith/community", action: "member.read-self" },
    ...{ grants: {}, body: asked, answers: { 200: answered } },
  },
  decide: async (request) => ({ answer: { status: 200, body: answerTo({ text: textIn(request.body) }) } }),
  replay: undefined,
};

/** What the budget's words name and nothing else, of the edge's own parts: the event, middy, parsing, zod, the answer. */
const { route } = operation;
const partsAlone = middy<{ http: Http; body?: unknown }>({ timeoutEarlyInMillis: 0 })
  .before(({ event }) => {
    event.body = parse(route, event.http).body;
  })
  .handler(async ({ body: parsed }: { body?: unknown }) => ({
    status: 200,
    body: answerTo({ text: textIn(parsed) }),
  }));
const alone = async (event: unknown) => {
  const http = readHttp(event);
  if (!http) throw new Error("There is no event.");
  const answer = await within(partsAlone({ http }, {} as never), 10_000);
  return respond(answer, encode(route, answer).text, preferred(http.header("accept-language")));
};

/**
 * Row 6: CPU around a handler that does nothing, against parsing, validating and serialising alone. The budget is for the
 * pipeline; the whole chain, with ports in memory, also recognises the caller (RS256), decides access, makes the event with
 * its id, and logs. The token's part is measured by itself and taken off the chain.
 */
export const pipeline: Measurement = async () => {
  const tenant = await testTenant();
  const maria = await tenant.join("maria", "patient", tenant.heart);
  const headers = { "Content-Type": ["application/json"] };
  const event = await askedBy(maria, { method: "PUT", resource: "/v1/own", headers, body }, tenant);
  const handler = handlerOf(tenant, [["PUT /v1/own", operation]]);
  const { statusCode } = await handler(event);
  if (statusCode !== 200) throw new Error(`The chain answered ${statusCode}.`);
  const chained = middy<{ body: string }>().handler(async (given: { body: string }) => bare(given));
  const verify = verifying(event);
  const costs = await inTurns(
    { rounds, seconds: 25 },
    [
      () => bare({ body }),
      () => chained({ body }, {} as never),
      () => alone(event),
      () => handler(event),
      verify,
    ].map((call) => () => cpuOf(calls, call)),
  );
  const [floor = 0, wrapped = 0, parts = 0, chain = 0, token = 0] = costs.map(median);
  const figure = (what: string, value: number): Figure => ({
    row: 6,
    what,
    value,
    unit: "µs CPU",
    ratio: value / floor,
  });
  return [
    figure("parse, validate, serialise: the floor", floor),
    figure("the same in middy without hooks", wrapped),
    { ...figure("the pipeline: event, middy, parsing, zod, answer", parts), budget: 4, moonshot: 2 },
    figure("the chain without the token's signature", chain - token),
    figure("the token's signature (RS256) and claims", token),
    figure("the whole chain: caller, access, audit in memory", chain),
  ];
};

const eventParts = z.object({
  multiValueHeaders: z.object({ Authorization: z.array(z.string()) }),
  requestContext: z.object({ authorizer: z.object({ claims: z.unknown() }) }),
});

function verifying(event: unknown): () => void {
  const { multiValueHeaders, requestContext } = eventParts.parse(event);
  const { claims } = requestContext.authorizer;
  return () => verifyToken(bearer(multiValueHeaders.Authorization[0]), parseClaims(claims), poolKeys);
}
