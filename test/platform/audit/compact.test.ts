import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  restoreExtra,
  restoreId,
  restoreIp,
  shortenExtra,
  shortenId,
  shortenIp,
} from "../../../functions/platform/audit/compact.ts";
import { runs } from "../../runs.ts";

const hex = (text: string): string => Buffer.from(text, "base64url").toString("hex");

describe("a request id in an event", () => {
  it("is the 16 bytes of a UUID", () => {
    const short = shortenId("c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
    expect([short.length, hex(short)]).toEqual([22, "c6af9ac67b6111e69a4193e8deadbeef"]);
  });

  it("comes back as it was, whatever its form", () => {
    const another = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);
    const encoded = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => base64url(bytes));
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), another, encoded), (id) => {
        expect(restoreId(shortenId(id))).toBe(id);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    "C6AF9AC6-7B61-11E6-9A41-93E8DEADBEEF",
    "c6af9ac6-7b61-11e6-9a41-93e8deadbeef0",
    "0c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    "c6af9ac67b6111e69a4193e8deadbeef",
  ])("is written out where it is not the text of a UUID: %s", (id) => {
    expect(shortenId(id)).toBe(`:${id}`);
  });
});

describe("the address in an event", () => {
  it.each([
    ["203.0.113.7", "cb007107"],
    ["0.0.0.0", "00000000"],
    ["255.255.255.255", "ffffffff"],
    ["2001:db8::1", "20010db8000000000000000000000001"],
    ["::", "00000000000000000000000000000000"],
    ["::1", "00000000000000000000000000000001"],
    ["fe80::", "fe800000000000000000000000000000"],
    ["::ffff:203.0.113.7", "00000000000000000000ffffcb007107"],
    ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
    ["2001:DB8:0:0:1::1", "20010db8000000000001000000000001"],
  ])("is the bytes of %s", (ip, bytes) => {
    expect(hex(shortenIp(ip))).toBe(bytes);
  });

  it("comes back in the form of RFC 5952", () => {
    expect(restoreIp(shortenIp("2001:DB8:0:0:1:0:0:1"))).toBe("2001:db8::1:0:0:1");
    expect(restoreIp(shortenIp("::ffff:203.0.113.7"))).toBe("::ffff:cb00:7107");
  });

  it("comes back as the same address", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
        const [short, back] = [shortenIp(ip), restoreIp(shortenIp(ip))];
        expect([short.length, isIP(back)]).toEqual(isIP(ip) === 4 ? [6, 4] : [22, 6]);
        expect(shortenIp(back)).toBe(short);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each(["", "203.0.113", "203.0.113.256", "fe80::1%eth0", "a person's words"])(
    "is never %j, which is no IP literal",
    (ip) => {
      const cause = new Error("An address in an event is an IP literal.");
      expect(() => shortenIp(ip)).toThrow(expect.objectContaining({ code: "internal", cause }));
    },
  );

  it("stands beside what else is said, which stays as it is", () => {
    const extra = { problem: "not-found", ip: "203.0.113.7", found: 3 };
    expect(shortenExtra(extra)).toEqual({ ...extra, ip: "ywBxBw" });
    expect(restoreExtra(shortenExtra(extra))).toEqual(extra);
    for (const change of [shortenExtra, restoreExtra]) {
      expect(change({ found: 3 })).toEqual({ found: 3 });
      expect(change(undefined)).toBeUndefined();
    }
  });
});

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
