import { beforeEach, describe, expect, it } from "vitest";
import { askedBy, handlerOf, problemIn, proxyEvent } from "./kit/requests.ts";
import { type TestTenant, testTenant } from "./kit/tenant.ts";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant();
});
const denied = [expect.objectContaining({ action: "unknown", outcome: "denied" })];

describe("what is asked of a function around the gateway", () => {
  it.each([undefined, null, "event", [], {}, { httpMethod: "GET" }])(
    "is refused with an event when it is %j",
    async (event) => {
      expect(problemIn(await handlerOf(tenant)(event))).toEqual([401, "token-refused"]);
      expect(tenant.events).toEqual(denied);
    },
  );
  it("is refused with an event when the operation is unknown", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    for (const asked of [
      { method: "GET", resource: "/v1/nothing" },
      { method: "DELETE", resource: "/v1/me" },
      { method: "GET", resource: "__proto__" },
    ]) {
      const event = await askedBy(nurse, asked, tenant);
      expect(problemIn(await handlerOf(tenant)(event))).toEqual([403, "not-allowed"]);
    }
    expect(tenant.events).toEqual([...denied, ...denied, ...denied]);
  });
  it("is refused when its request id has a form of its own", async () => {
    const event = {
      ...proxyEvent({ method: "GET", resource: "/v1/me" }),
      requestContext: { requestId: "a b" },
    };
    expect(await handlerOf(tenant)(event)).toMatchObject({ body: expect.stringContaining('"direct"') });
  });
});
