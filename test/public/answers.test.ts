import { describe, expect, it } from "vitest";
import { createOpenHandler, prepared } from "../../functions/edge/open-handler.ts";
import { programId } from "../../functions/kernel/ids.ts";
import { publicKey } from "../../functions/kernel/keys.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { scopes } from "../../functions/kernel/route.ts";
import { emergencyNoticeOf, emergencyStore } from "../../functions/programs/emergency-store.ts";
import { openAnswers } from "../../functions/public/answers.ts";
import { open } from "../../functions/public/routes.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { memoryTable } from "../edge/kit/memory-table.ts";
import { problemIn, proxyEvent } from "../edge/kit/requests.ts";

const table = memoryTable();
const kidneys = newId(programId);
const notice = {
  emergency: { en: "Call 911.", es: "Llame al 911." },
  phone: "555-0100",
  replyPromise: { en: "Soon.", es: "Pronto." },
};
table.apply(emergencyNoticeOf(kidneys, notice));

const issuers = { members: "https://members.example", workforce: "https://workforce.example" };
const handlerWith = (reader: Parameters<typeof emergencyStore>[0]) =>
  createOpenHandler(
    open,
    {
      readHealth: prepared({ status: "up" }),
      readContract: prepared({ openapi: "3.1.1" }),
      readNotices: prepared({}),
      ...openAnswers({ issuers, notices: emergencyStore(reader) }),
    },
    { origin: undefined, log: () => {} },
  );
const handler = handlerWith(table.reader);
const wellKnown = (name: string, method = "GET", base = "/live") => {
  const resource = `/.well-known/${name}`;
  const context = { requestId: "request-1", domainName: "api.example.org", path: base + resource };
  return handler({ ...proxyEvent({ method, resource }), requestContext: context });
};
const emergency = (id: string, headers = {}, by = handler) => {
  const resource = "/v1/programs/{programId}/emergency";
  return by(proxyEvent({ method: "GET", resource, params: { programId: id }, headers }));
};

describe("what anyone may read of a program", () => {
  it("is whom to call and when the care team answers, in the language of the request", async () => {
    const { statusCode, body } = await emergency(kidneys, { "Accept-Language": ["es"] });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({
      emergency: { text: "Llame al 911.", phone: "555-0100", replyPromise: "Pronto." },
    });
    expect(JSON.parse((await emergency(kidneys)).body).emergency.text).toBe("Call 911.");
  });
  it("is the same refusal for an id that nobody has, one of a wrong form, and none", async () => {
    const answers = [await emergency(newId(programId)), await emergency("kidneys"), await emergency("")];
    expect(problemIn(answers[0] as (typeof answers)[number])).toEqual([404, "not-found"]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
  it("is not taken for absent while it cannot be read", async () => {
    const broken = handlerWith({
      get: async () => {
        throw new Problem("unavailable", { retryAfter: 5 });
      },
    });
    const failed = await emergency(kidneys, {}, broken);
    expect(problemIn(failed)).toEqual([503, "unavailable"]);
    expect(failed.headers["Retry-After"]).toBe("5");
  });
  it("is not sent when it is damaged", async () => {
    const other = newId(programId);
    for (const damaged of ["x", "{}", JSON.stringify({ ...notice, title: "Kidneys" })]) {
      table.apply({
        ...emergencyNoticeOf(other, notice),
        kind: "put",
        attributes: { notice: Buffer.from(damaged), v: 1 },
      });
      expect(problemIn(await emergency(other))).toEqual([500, "internal"]);
    }
    expect(table.items.has(`${publicKey(other).pk} EMERGENCY`)).toBe(true);
  });
});

describe("the metadata of the protected resource (RFC 9728)", () => {
  it.each(["/live", ""])(
    "names the API where it was asked, under %j, and who signs people in",
    async (base) => {
      const { statusCode, headers, body } = await wellKnown("oauth-protected-resource", "GET", base);
      expect([statusCode, headers["Content-Type"]]).toEqual([200, "application/json"]);
      expect(JSON.parse(body)).toEqual({
        resource: `https://api.example.org${base}`,
        authorization_servers: [issuers.members, issuers.workforce],
        scopes_supported: Object.keys(scopes),
        bearer_methods_supported: ["header"],
        resource_name: "Kith",
      });
    },
  );
});

describe("the catalog of APIs (RFC 9727)", () => {
  const type = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';
  it("leads to the contract, the metadata and the health of the one API", async () => {
    const { statusCode, headers, body } = await wellKnown("api-catalog");
    expect([statusCode, headers["Content-Type"]]).toEqual([200, type]);
    const link = (path: string) => [
      { href: `https://api.example.org/live${path}`, type: "application/json" },
    ];
    expect(JSON.parse(body)).toEqual({
      linkset: [
        {
          anchor: "https://api.example.org/live/v1",
          "service-desc": link("/v1/openapi.json"),
          "service-meta": link("/.well-known/oauth-protected-resource"),
          status: link("/v1/health"),
        },
      ],
    });
  });
  it.each(["GET", "HEAD"])("says on %s where it is, relative to the request", async (method) => {
    const { statusCode, headers } = await wellKnown("api-catalog", method);
    expect([statusCode, headers["Content-Type"]]).toEqual([200, type]);
    const [, target = ""] = /^<([^>]+)>; rel="api-catalog"$/.exec(headers.Link ?? "") ?? [];
    const asked = "https://api.example.org/live/.well-known/api-catalog";
    expect(new URL(target, asked).href).toBe(asked);
  });
  it("has no body for HEAD", async () => {
    expect((await wellKnown("api-catalog", "HEAD")).body).toBe("");
  });
});

it("an event that no gateway made does not say where the API is", async () => {
  for (const name of ["api-catalog", "oauth-protected-resource"])
    expect(problemIn(await handler(proxyEvent({ method: "GET", resource: `/.well-known/${name}` })))).toEqual(
      [404, "not-found"],
    );
});
