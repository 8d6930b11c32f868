import { createHash, createHmac, createSecretKey } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../functions/kernel/audit.ts";
import { encodeEvent } from "../../../functions/platform/audit/body.ts";
import { decodeBody } from "../../../functions/platform/audit/decode-body.ts";
import { encodeHeader, type Header } from "../../../functions/platform/audit/header.ts";
import { keyOfEvent, openLeaf, parseLeaf, sealLeaf } from "../../../functions/platform/audit/leaf.ts";
import { newEventId } from "../../../functions/platform/ids.ts";
import { runs } from "../../runs.ts";
import { member, monthKey, now, reading, tenant, tokenOf } from "./samples.ts";

const headerOf = (n = 12_345): Header => ({
  type: "ev",
  id: newEventId(now, 1),
  at: now,
  writer: "AAECAwQFBgcICQoLDA0ODw",
  n,
  previous: Buffer.alloc(32, 7).toString("base64url"),
});
const document = readFileSync(new URL("../../../docs/audit-leaf.md", import.meta.url), "utf8");
const members = (count: number) => Array.from({ length: count }, (_, at) => member(at + 1));
const bodyWith = (count: number, more: Partial<AuditEvent> = {}) => {
  const tokens = new Map(members(count + 1).map((id) => [id, tokenOf(id)]));
  return encodeEvent({ ...reading(members(count)), ...more }, tokens);
};
const leafWith = (body: Buffer) => sealLeaf({ tenant, header: headerOf(), monthKey, body });

/** What DynamoDB counts: names and values of all attributes. */
const itemSize = (count: number, n: number, more: Partial<AuditEvent>): number => {
  const header = headerOf(n);
  const { key, bytes } = sealLeaf({ tenant, header, monthKey, body: bodyWith(count, more) });
  return "pk".length + key.pk.length + "sk".length + key.sk.length + "l".length + bytes.length;
};

describe("the size of an event", () => {
  const typical = (count: number) => itemSize(count, 412, { role: "nurse" });
  const longest = (count: number) => itemSize(count, 123_456, { breakGlass: true });

  it("is one write unit of 1,024 bytes up to 27 subjects, and two up to 90, with the longest fields", () => {
    expect([0, 20, 27, 90, 200].map(longest)).toEqual([592, 912, 1_024, 2_032, 3_792]);
    expect([0, 20, 27, 90, 200].map(typical)).toEqual([575, 895, 1_007, 2_015, 3_775]);
  });
  it("is one write unit up to 28 subjects, and two up to 92, with fields as they mostly are", () => {
    expect([28, 92].map(typical)).toEqual([1_023, 2_047]);
  });
  it("has a subject less in the first write unit when the address is one of IPv6", () => {
    const extra = { ip: "2001:db8::1" };
    expect([25, 26].map((count) => itemSize(count, 123_456, { breakGlass: true, extra }))).toEqual([
      1_008, 1_024,
    ]);
  });
  it("stands as it is in the documentation", () => {
    for (const count of [0, 20, 27, 28, 90, 200]) {
      const cells = [count, typical(count), longest(count)].map((cell) => cell.toLocaleString("en-US"));
      expect(document).toMatch(new RegExp(`\\| ${cells.join(" +\\| ")} +\\|`));
    }
  });

  it("is at most 60,000 bytes: a longer one is refused before it is sealed into anything", () => {
    const body = (length: number) => Buffer.alloc(length, 1);
    const most = 60_000 - leafWith(body(1)).bytes.length + 1;
    expect(leafWith(body(most)).bytes).toHaveLength(60_000);
    expect(() => leafWith(body(most + 1))).toThrow(
      expect.objectContaining({ code: "internal", cause: new Error("A leaf has at most 60,000 bytes.") }),
    );
  });
});

describe("the key of an event", () => {
  it("follows from the month's key and the event's id", () => {
    const { id } = headerOf();
    const secret = createHmac("sha256", monthKey.key).update(`kith/audit/event/v1\0${id}`).digest();
    expect(keyOfEvent(monthKey.key, id).export()).toEqual(secret);
  });
});

describe("a leaf", () => {
  it("begins with canonical JSON and a newline, and hashes as RFC 6962 says", () => {
    const leaf = sealLeaf({ tenant, header: headerOf(412), monthKey, body: bodyWith(1) });
    const [header = ""] = leaf.bytes.toString("latin1").split("\n");
    const fields = JSON.parse(header);
    expect(Object.keys(fields)).toEqual(["id", "k", "n", "p", "t", "ts", "v", "w"]);
    expect(fields).toMatchObject({ k: "2026-11", n: 412, ts: "2026-11-22T10:00:00.000Z" });
    expect(JSON.stringify(fields)).toBe(header);
    const hash = createHash("sha256")
      .update(Buffer.concat([Buffer.alloc(1), leaf.bytes]))
      .digest("base64url");
    expect(leaf.hash).toBe(hash);
  });

  it("lies where its id says", () => {
    const { key } = leafWith(bodyWith(0));
    expect(key).toEqual({ pk: "D#2026-11-22#1", sk: expect.stringMatching(/^[0-9A-Z]{26}\.1$/) });
  });

  it("comes back as it was, whatever number of subjects it has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (count) => {
        const parsed = parseLeaf(leafWith(bodyWith(count)).bytes);
        const opened = parsed && openLeaf(tenant, parsed, monthKey.key);
        const { json, tokens } = (opened && decodeBody(opened)) ?? {};
        expect(json).toMatchObject({ act: "message.read", out: "ok", rl: "physician", pu: "TREAT" });
        expect(json).not.toHaveProperty("bg");
        expect(tokens).toEqual(members(count).map((id) => Buffer.from(tokenOf(id)).toString("base64url")));
      }),
      { numRuns: runs(50) },
    );
  });

  it("does not open or parse when any bit of it was changed", () => {
    const { bytes } = leafWith(bodyWith(2));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const parsed = parseLeaf(changed);
        expect(parsed && openLeaf(tenant, parsed, monthKey.key)).toBeUndefined();
      }),
      { numRuns: runs(300) },
    );
  });

  it("does not open for another tenant, or under another month's key", () => {
    const parsed = parseLeaf(leafWith(bodyWith(2)).bytes);
    if (parsed === undefined) throw new Error("the leaf does not parse");
    expect(openLeaf("mercy-east", parsed, monthKey.key)).toBeUndefined();
    expect(openLeaf(tenant, parsed, createSecretKey(Buffer.alloc(32)))).toBeUndefined();
  });

  it("holds its body as it is: 97 bytes more, and no padding", () => {
    const [body, header] = [bodyWith(3), headerOf()];
    const { bytes } = sealLeaf({ tenant, header, monthKey, body });
    expect(bytes.length).toBe(encodeHeader(header).length + 1 + 97 + body.length);
  });

  it.each([
    ["no newline", `${encodeHeader(headerOf())}x`],
    ["no JSON", "x\n"],
    ["nothing", ""],
  ])("does not parse with %s", (_, text) => {
    expect(parseLeaf(Buffer.from(text))).toBeUndefined();
  });
});
