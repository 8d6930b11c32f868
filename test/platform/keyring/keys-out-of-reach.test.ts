import { describe, expect, it } from "vitest";
import { Refusal } from "../fakes/wire.ts";
import { emptyTenant, maria, tenantWith } from "./tenant.ts";

const refusal = (code: string) => () => {
  throw new Refusal(code);
};

describe("when AWS does not give the keys", () => {
  it.each(["DisabledException", "KMSInvalidStateException"])(
    "%s of KMS is `sealed` and alarms",
    async (name) => {
      const { instance, kms, lines } = await tenantWith(maria);
      kms.onCall(refusal(name));
      await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "sealed" });
      expect(lines).toEqual([{ level: "alarm", event: "failure", code: "sealed", error: name }]);
    },
  );
  it.each(["KeyUnavailableException", "AccessDeniedException", "InvalidCiphertextException"])(
    "%s of KMS is `unavailable` with a hint when to retry",
    async (name) => {
      const { instance, kms, lines } = await tenantWith(maria);
      kms.onCall(refusal(name));
      await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({
        code: "unavailable",
        retryAfter: 5,
      });
      expect(lines).toEqual([{ level: "alarm", event: "failure", code: "unavailable", error: name }]);
    },
  );
  it("a failure of DynamoDB is `unavailable`, and the next request tries again", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    const keys = instance();
    dynamodb.onCall(refusal("ProvisionedThroughputExceededException"));
    await expect(keys.keyOf(maria, "community")).rejects.toMatchObject({
      code: "unavailable",
      retryAfter: 5,
    });
    dynamodb.onCall(() => {});
    await expect(keys.keyOf(maria, "community")).resolves.toBeDefined();
  });
  it("all who wait for the same key are told", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    const keys = instance();
    dynamodb.onCall(refusal("InternalServerError"));
    const outcomes = await Promise.allSettled([
      keys.keyOf(maria, "community"),
      keys.keyOf(maria, "community"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
  it("a tenant without a branch key is `unavailable` and alarms", async () => {
    const { instance, lines } = emptyTenant();
    await expect(instance().branchKey()).rejects.toMatchObject({ code: "unavailable" });
    await expect(instance().lookupKey()).rejects.toMatchObject({ code: "unavailable" });
    expect(lines.map(({ event }) => event)).toEqual(["missing-key", "missing-key"]);
  });
  it("a branch key whose item is gone is `unavailable` and alarms", async () => {
    const { instance, dynamodb, lines } = await tenantWith(maria);
    dynamodb.remove("keyring", { pk: "BRANCH#1", sk: "BRANCH" });
    await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "unavailable" });
    expect(lines.map(({ event }) => event)).toEqual(["missing-key"]);
  });
});
