import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emailAddress } from "../../functions/kernel/email.ts";

const read = (text: string): string | undefined => emailAddress.safeParse(text).data;

describe("an address of e-mail", () => {
  it.each([
    ["ana@example.org", "ana@example.org"],
    [" \tAna.Silva+kith@Mail.Example.ORG\n", "ana.silva+kith@mail.example.org"],
    ["o'hara_1=x@xn--exmple-cua.org", "o'hara_1=x@xn--exmple-cua.org"],
    [`${"a".repeat(64)}@example.org`, `${"a".repeat(64)}@example.org`],
  ])("is read: %j", (text, address) => expect(read(text)).toBe(address));

  it.each([
    "",
    "ana",
    "ana@",
    "@example.org",
    "ana@example",
    "ana@@example.org",
    "ana example@example.org",
    ".ana@example.org",
    "ana..silva@example.org",
    "ana@-example.org",
    "ana@example-.org",
    "ana@example..org",
    "Ana <ana@example.org>",
    '"ana"@example.org',
    "añá@example.org",
    "ana@[192.0.2.1]",
    "ana@example.org,bea@example.org",
    "ana@example.org\u0000",
    `${"a".repeat(65)}@example.org`,
    `ana@${"a".repeat(64)}.org`,
    `ana@${"a.".repeat(125)}org`,
  ])("is refused: %j", (text) => expect(read(text)).toBeUndefined());

  it("is refused for one reason, though it has no 64 characters before an @ either", () => {
    expect(emailAddress.safeParse("ana").error?.issues).toHaveLength(1);
  });

  it("is the same when it is read again", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = read(text);
        if (once !== undefined) expect(read(once)).toBe(once);
      }),
    );
  });
});
