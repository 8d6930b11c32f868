import fc from "fast-check";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { jobId, memberId, messageId, programId, threadId } from "../../functions/kernel/ids.ts";
import * as keys from "../../functions/kernel/keys.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { runs } from "../runs.ts";

const id = fc.integer({ min: 0, max: 3 }).map((n) => `01J0000000000000000000000${n}`);
const digest = fc
  .stringMatching(/^[A-Za-z0-9_-]{1,2}$/)
  .map((head) => `${head}${"A".repeat(22 - head.length)}`);

/** A key with what it was made of. */
interface Made {
  readonly of: readonly string[];
  readonly key: Key;
}
const made = (name: string, parts: readonly string[], key: Key): Made => ({ of: [name, ...parts], key });

const anyKey: fc.Arbitrary<Made> = fc.oneof(
  id.map((a) => made("member", [a], keys.memberKey(memberId.parse(a)))),
  fc
    .tuple(id, id)
    .map(([a, b]) => made("membership", [a, b], keys.membershipKey(memberId.parse(a), programId.parse(b)))),
  digest.map((a) => made("signIn", [a], keys.signInKey(a))),
  digest.map((a) => made("invitation", [a], keys.invitationKey(a))),
  digest.map((a) => made("invitationTo", [a], keys.invitationToKey(a))),
  id.map((a) => made("job", [a], keys.jobKey(jobId.parse(a)))),
  id.map((a) => made("openJob", [a], keys.openJobKey(jobId.parse(a)))),
  fc
    .tuple(id, id)
    .map(([a, b]) => made("programJob", [a, b], keys.programJobKey(programId.parse(a), jobId.parse(b)))),
  fc
    .tuple(id, fc.integer({ min: 1, max: 500 }))
    .map(([a, row]) => made("jobRow", [a, String(row)], keys.jobRowKey(jobId.parse(a), row))),
  id.map((a) => made("program", [a], keys.programKey(programId.parse(a)))),
  id.map((a) => made("thread", [a], keys.threadKey(threadId.parse(a)))),
  fc
    .tuple(id, id)
    .map(([a, b]) => made("message", [a, b], keys.messageKey(threadId.parse(a), messageId.parse(b)))),
  digest.map((a) => made("idempotency", [a], keys.idempotencyKey(a))),
  fc.constant(made("poolKeys", [], keys.poolKeysKey)),
);

describe("keys", () => {
  it("differ when what they are made of differs", () => {
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        expect(JSON.stringify(one.key) === JSON.stringify(other.key)).toBe(
          JSON.stringify(one.of) === JSON.stringify(other.of),
        );
      }),
      { numRuns: runs(2_000) },
    );
  });
  it("begin with a prefix that belongs to one slice", () => {
    const known = Object.keys(keys.prefixes);
    fc.assert(
      fc.property(anyKey, ({ key }) => {
        expect(known.filter((prefix) => key.pk.startsWith(prefix))).toHaveLength(1);
      }),
    );
  });
  it("contain prefixes, ids and digests: nothing that a person wrote", () => {
    const form = /^(?:[A-Z]+#)?(?:[0-9A-HJKMNP-TV-Z]{26}|[A-Za-z0-9_-]{22}|[A-Z]+|\d{4}|open|pool-keys)$/;
    fc.assert(
      fc.property(anyKey, ({ key }) => {
        expect([key.pk, key.sk].every((part) => form.test(part))).toBe(true);
      }),
    );
  });
  it("of memberships and messages lie together, behind a prefix of their own", () => {
    const [member, program] = [memberId.parse(ulid()), programId.parse(ulid())];
    expect(keys.membershipKey(member, program).sk).toBe(`PROGRAM#${program}`);
    const [thread, message] = [threadId.parse(ulid()), messageId.parse(ulid())];
    expect(keys.messageKey(thread, message).sk).toBe(`MSG#${message}`);
  });
  it("keep messages in the order in which they were made", () => {
    const thread = threadId.parse(ulid());
    const sortKeys = [1, 2, 3].map((at) => keys.messageKey(thread, messageId.parse(ulid(at * 1_000))).sk);
    expect(sortKeys.toSorted()).toEqual(sortKeys);
  });
});
