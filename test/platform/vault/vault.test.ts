import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Place } from "../../../functions/kernel/ports.ts";
import { newTrail } from "../../../functions/platform/trail.ts";
import { requestVault } from "../../../functions/platform/vault.ts";
import { addMember, joe, maria, type TestTenant, tenant, tenantWith } from "../keyring/tenant.ts";
import { anyText } from "../sealing/arbitraries.ts";

const place: Place = {
  table: "community",
  pk: "THREAD#01J00000000000000000000009",
  sk: "MSG#01J0000000000000000000000A",
  attribute: "body",
  owner: maria,
  class: "community",
  version: 1,
};
/** A request in an instance of its own, unless one is given. */
const request = ({ instance, lines }: TestTenant, keyring = instance()) => {
  const trail = newTrail();
  return { trail, vault: requestVault({ keyring, trail, tenant, log: (line) => void lines.push(line) }) };
};

describe("sealing and opening", () => {
  it("gives back any text, of any shape, in its place", async () => {
    const made = await tenantWith(maria);
    const { vault } = request(made);
    await fc.assert(
      fc.asyncProperty(anyText(200), fc.constantFrom("text", "structured"), async (text, shape) => {
        const sealed = await vault.seal(place, text, shape);
        expect(await vault.openAll([{ place, sealed, shape }])).toEqual([{ state: "open", text }]);
      }),
    );
  });
  it("writes the commitment of the sealed value into the trail", async () => {
    const { vault, trail } = request(await tenantWith(maria));
    const sealed = await vault.seal(place, "My weight is up 3 lb.", "text");
    expect(trail.facts().commitments).toEqual([Buffer.from(sealed).toString("base64url", 49, 81)]);
    expect(trail.subjects()).toEqual([]);
  });
  it("names whose text was opened in the trail, and not the tenant", async () => {
    const made = await tenantWith(maria);
    const { vault } = request(made);
    const title: Place = { ...place, owner: "tenant" };
    const values = [
      { place, sealed: await vault.seal(place, "hers", "text"), shape: "text" as const },
      { place: title, sealed: await vault.seal(title, "Heart failure", "text"), shape: "text" as const },
    ];
    const reading = request(made);
    expect(await reading.vault.openAll(values)).toEqual([
      { state: "open", text: "hers" },
      { state: "open", text: "Heart failure" },
    ]);
    expect(reading.trail.subjects()).toEqual([maria]);
    expect(reading.trail.facts().commitments).toEqual([]);
  });
  it("opens nothing in another place, and alarms", async () => {
    const made = await tenantWith(maria, joe);
    const { vault } = request(made);
    const sealed = await vault.seal(place, "text", "text");
    const elsewhere: Place[] = [
      { ...place, table: "audit" },
      { ...place, pk: "THREAD#01J0000000000000000000000B" },
      { ...place, sk: "MSG#01J0000000000000000000000B" },
      { ...place, attribute: "title" },
      { ...place, owner: joe },
      { ...place, class: "record" },
      { ...place, version: 2 },
    ];
    const reading = request(made);
    const opened = await reading.vault.openAll(
      elsewhere.map((other) => ({ place: other, sealed, shape: "text" })),
    );
    expect(opened).toEqual(elsewhere.map(() => ({ state: "damaged" })));
    expect(made.lines).toEqual(elsewhere.map(() => ({ level: "alarm", event: "damaged-value" })));
    expect(reading.trail.subjects()).toEqual([]);
  });
  it("opens nothing of another tenant under the same key", async () => {
    const made = await tenantWith(maria);
    const keyring = made.instance();
    const sealed = await request(made, keyring).vault.seal(place, "text", "text");
    const foreign = requestVault({ keyring, trail: newTrail(), tenant: "mercy-west", log: () => {} });
    expect(await foreign.openAll([{ place, sealed, shape: "text" }])).toEqual([{ state: "damaged" }]);
  });
  it("serves the rest of a page when one value is damaged and one is erased", async () => {
    const made = await tenantWith(maria, joe);
    const { vault } = request(made);
    const his: Place = { ...place, owner: joe };
    const [good, erased] = [await vault.seal(place, "hers", "text"), await vault.seal(his, "his", "text")];
    made.dynamodb.put("keyring", { pk: `MEMBER#${joe}`, sk: "community" }, { state: "erased" });
    const reading = request(made);
    const opened = await reading.vault.openAll([
      { place: his, sealed: erased, shape: "text" },
      { place, sealed: Buffer.from(good).fill(0, 100, 101), shape: "text" },
      { place, sealed: new Uint8Array(), shape: "text" },
      { place, sealed: good, shape: "structured" },
      { place, sealed: good, shape: "text" },
    ]);
    const damaged = { state: "damaged" };
    expect(opened).toEqual([{ state: "erased" }, damaged, damaged, damaged, { state: "open", text: "hers" }]);
    expect(made.lines.map(({ event }) => event)).toEqual(["damaged-value", "damaged-value", "damaged-value"]);
    expect(reading.trail.subjects()).toEqual([maria]);
  });
  it("guesses nothing when a key is missing without a tombstone", async () => {
    const made = await tenantWith(maria);
    const sealed = await request(made).vault.seal(place, "text", "text");
    made.dynamodb.remove("keyring", { pk: `MEMBER#${maria}`, sk: "community" });
    const opening = request(made).vault.openAll([{ place, sealed, shape: "text" }]);
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
  });
  it("opens an empty page without asking for anything", async () => {
    const made = await tenantWith(maria);
    expect(await request(made).vault.openAll([])).toEqual([]);
    expect(made.calls).toEqual([]);
  });
});

describe("a new member", () => {
  it("brings the commitments of both wrapped keys into the trail", async () => {
    const { vault, trail } = request(await tenantWith());
    const writes = await vault.newMember(joe);
    const wrapped = writes.flatMap((write) => (write.kind === "create" ? [write.attributes.key] : []));
    const commitments = wrapped
      .filter((key) => key instanceof Uint8Array)
      .map((key) => Buffer.from(key).toString("base64url", 49, 81));
    expect(trail.facts().commitments).toEqual(commitments);
    expect(commitments).toHaveLength(2);
  });
  it("owns what the same transaction writes: it is sealed at once, and opens for all when that was acknowledged", async () => {
    const made = await tenantWith();
    const { vault } = request(made);
    const his: Place = { ...place, owner: joe };
    const writes = await vault.newMember(joe);
    const sealed = await vault.seal(his, "Joe", "text");
    await expect(request(made).vault.openAll([{ place: his, sealed, shape: "text" }])).rejects.toMatchObject({
      code: "unavailable",
    });
    await made.dynamodb.write(writes);
    expect(await request(made).vault.openAll([{ place: his, sealed, shape: "text" }])).toEqual([
      { state: "open", text: "Joe" },
    ]);
  });
  it("is nobody in another request of the same instance until then", async () => {
    const made = await tenantWith();
    const keyring = made.instance();
    await request(made, keyring).vault.newMember(joe);
    const sealing = request(made, keyring).vault.seal({ ...place, owner: joe }, "text", "text");
    await expect(sealing).rejects.toMatchObject({ code: "unavailable" });
  });
  it("can be written to as soon as the transaction is acknowledged", async () => {
    const made = await tenantWith();
    await addMember(made, joe);
    const his: Place = { ...place, owner: joe };
    await expect(request(made).vault.seal(his, "text", "text")).resolves.toHaveLength(97 + 64);
  });
});

describe("digests and codes", () => {
  it("are the same in every instance, and different for each purpose and value", async () => {
    const made = await tenantWith();
    const [one, other] = [request(made).vault, request(made).vault];
    expect(await one.blindIndex("sign-in", "issuer\0subject")).toBe(
      await other.blindIndex("sign-in", "issuer\0subject"),
    );
    expect(await one.oneTimeCode("invitation", maria)).toBe(await other.oneTimeCode("invitation", maria));
    expect(await one.blindIndex("sign-in", "a")).not.toBe(await one.blindIndex("invitation", "a"));
    expect(await one.oneTimeCode("invitation", maria)).not.toBe(await one.oneTimeCode("invitation", joe));
  });
  it("differ between tenants", async () => {
    const [one, other] = [request(await tenantWith()).vault, request(await tenantWith()).vault];
    expect(await one.blindIndex("sign-in", "a")).not.toBe(await other.blindIndex("sign-in", "a"));
    expect(await one.oneTimeCode("invitation", maria)).not.toBe(await other.oneTimeCode("invitation", maria));
  });
});
