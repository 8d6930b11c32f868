import { afterEach, describe, expect, it } from "vitest";
import { templates } from "../../../functions/programs/template-store.ts";
import { expectUnavailable } from "../faults/unavailable.ts";
import { ask } from "../kit/ask.ts";
import { counts } from "../kit/stored.ts";
import { physicalName } from "../kit/tables.ts";
import { facts, place, tenantControl } from "../tenant.ts";

const { programId } = place("heart-failure", "daily-life");
const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const emergency = (id: string, headers = {}) =>
  ask({ method: "GET", path: `/v1/programs/${id}/emergency`, headers });
const wellKnown = (name: string, method = "GET") => ask({ method, path: `/.well-known/${name}` });

afterEach(() => tenantControl.clearFaults());

describe("What to do in an emergency", () => {
  it("is told to anyone, without a token, in their language, and leaves no event", async () => {
    const before = await counts();
    const [english, spanish] = [
      await emergency(programId),
      await emergency(programId, { "Accept-Language": "es" }),
    ];
    const { emergency: text } = templates["heart-failure"];
    expect(english).toMatchObject({ status: 200, body: { emergency: { text: text.en, phone: "555-0100" } } });
    expect(spanish).toMatchObject({ status: 200, body: { emergency: { text: text.es } } });
    expect(await counts()).toEqual(before);
  });

  it("is told while the health system has closed its keys", async () => {
    const resource = facts.keys.find(({ logicalId }) => logicalId === "SealKey")?.physicalId ?? "";
    await tenantControl.restart("Public");
    await tenantControl.addFault({ service: "kms", resource, kind: "kms-disabled", times: 1_000 });
    expect((await emergency(programId)).status).toBe(200);
  });

  it("is not there for an id that nobody has, and for what is no id: the two look the same", async () => {
    const [foreign, none] = [await emergency(unknown), await emergency("heart-failure")];
    expect(foreign).toMatchObject({ status: 404, body: { type: "urn:kith:problem:not-found" } });
    expect({ ...Object(none.body), requestId: "" }).toEqual({ ...Object(foreign.body), requestId: "" });
  });

  it.each(["cut", "throttle", "unavailable"] as const)(
    "is never taken for absent while it cannot be read (%s)",
    async (kind) => {
      const resource = physicalName("community");
      await tenantControl.addFault({
        service: "dynamodb",
        operation: "GetItem",
        resource,
        kind,
        times: 1_000,
      });
      expectUnavailable(await emergency(programId));
    },
  );
});

describe("Discovery", () => {
  it("names the API as it is reached, its issuers and its scopes (RFC 9728)", async () => {
    const { status, body, headers } = await wellKnown("oauth-protected-resource");
    expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(body).toEqual({
      resource: expect.stringMatching(/^https:\/\/[\w.-]+(?::\d+)?\/live$/),
      authorization_servers: [facts.issuers.members, facts.issuers.workforce],
      scopes_supported: ["kith/community", "kith/team", "kith/audit.read", "kith/admin"],
      bearer_methods_supported: ["header"],
      resource_name: "Kith",
    });
  });

  it("leads from the catalog to the contract, which is where it says (RFC 9727)", async () => {
    const { status, body, headers } = await wellKnown("api-catalog");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^application\/linkset\+json; profile="/);
    const [api] = Object(body).linkset;
    const [{ href }] = api["service-desc"];
    const contract = await ask({ method: "GET", path: new URL(href).pathname.replace(/^\/live/, "") });
    expect(contract.body).toMatchObject({ openapi: "3.1.1" });
  });

  it("answers HEAD with where the catalog is, and nothing else", async () => {
    const { status, body, headers } = await wellKnown("api-catalog", "HEAD");
    expect({ status, body }).toEqual({ status: 200, body: undefined });
    expect(headers.get("link")).toBe('<api-catalog>; rel="api-catalog"');
  });
});
