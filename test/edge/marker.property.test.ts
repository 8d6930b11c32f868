import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { runs } from "../runs.ts";
import { type Asked, askedBy, handlerOf, posting, reading } from "./kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "./kit/tenant.ts";
import type { TokenFacts } from "./kit/tokens.ts";

let tenant: TestTenant;
let maria: Person;
beforeAll(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

/** Recognisable in any answer, log line, header or event; no id has its form. */
const marker = fc.stringMatching(/^[a-z]{0,6}$/).map((tail) => `zqxsecret${tail}`);

interface Planted {
  readonly asked: Asked;
  readonly facts?: Partial<TokenFacts>;
}
const header = (asked: Asked, name: string, value: string): Asked => ({
  ...asked,
  headers: { ...asked.headers, [name]: [value] },
});

/** A request with the marker in one of its inputs. */
const planted = marker.chain((word): fc.Arbitrary<Planted> => {
  const post = posting(tenant.heart, "hello", "key-00000001");
  const read = reading(tenant.heart);
  const body = (text: string): Planted => ({ asked: { ...post, body: text } });
  return fc.constantFrom<Planted>(
    body(`{"text":"hello","${word}":1}`),
    body(`{"${word}":{"${word}":"${word}"}}`),
    body(`{"text":["${word}"]}`),
    body(`{"text":"${word}`),
    body(word),
    body(JSON.stringify({ text: word })),
    body(JSON.stringify({ text: `${word}\u0000` })),
    { asked: header(post, "Content-Type", `application/${word}`) },
    { asked: header(post, "Idempotency-Key", word) },
    { asked: header(post, "Idempotency-Key", `${word} ${word}`) },
    { asked: header(read, "Accept-Language", word) },
    { asked: header(read, "If-None-Match", `"${word}"`) },
    { asked: header(read, "Authorization", `Bearer ${word}`) },
    { asked: header(read, word, word) },
    { asked: { ...read, query: { [word]: [word] } } },
    { asked: { ...read, query: { limit: [word] } } },
    { asked: { ...read, query: { cursor: [word] } } },
    { asked: { ...read, query: { limit: [word, word] } } },
    { asked: { ...read, params: { ...read.params, threadId: word } } },
    { asked: { ...read, params: { ...read.params, [word]: word } } },
    { asked: { ...read, resource: `/v1/${word}` } },
    { asked: { ...read, method: word } },
    { asked: read, facts: { sub: word } },
    { asked: read, facts: { jti: word } },
    { asked: read, facts: { client_id: word } },
    { asked: read, facts: { scope: word } },
    { asked: read, facts: { iss: `https://${word}` } },
    { asked: read, facts: { token_use: word } },
    { asked: { ...read, claims: { [word]: word } } },
  );
});

describe("a caller's words", () => {
  it("stand in no log line, no event, no header and no refusal", async () => {
    await fc.assert(
      fc.asyncProperty(planted, async ({ asked, facts }) => {
        const event = await askedBy(maria, asked, tenant, facts);
        const { statusCode, headers, body } = await handlerOf(tenant)(event);
        const kept = { events: tenant.events.splice(0), lines: tenant.lines.splice(0), headers };
        expect(kept.events).toHaveLength(1);
        expect(JSON.stringify(kept)).not.toContain("zqxsecret");
        if (statusCode >= 400) expect(body).not.toContain("zqxsecret");
      }),
      { numRuns: runs(300) },
    );
  });
});
