import { createSecretKey } from "node:crypto";
import type { AuditEvent } from "../../../functions/kernel/audit.ts";
import { type MemberId, memberId, programId, threadId } from "../../../functions/kernel/ids.ts";
import type { MonthKey } from "../../../functions/platform/audit/leaf.ts";
import type { MonthKeys } from "../../../functions/platform/audit/month-keys.ts";

export const tenant = "mercy-west";
export const now = Date.parse("2026-11-22T10:00:00.000Z");

/** A member by number. */
export const member = (number: number): MemberId => memberId.parse(String(number).padStart(26, "0"));
/** The token of a member of `member`. */
export const tokenOf = (id: MemberId): Uint8Array => Buffer.from(id.slice(-16), "latin1");
export const tokensOf = async (members: readonly MemberId[]) =>
  new Map(members.map((id) => [id, tokenOf(id)]));

/** As an event records an AWS request id. */
export const readId = "KQ4LQ0T3MNPR7P8V3DVUVM0VQN";
/** A physician reads a page of a thread: every field has the length it has in the deployed product. */
export const reading = (subjects: readonly MemberId[]): AuditEvent => ({
  action: "message.read",
  outcome: "ok",
  actor: member(1),
  role: "physician",
  purpose: "TREAT",
  breakGlass: false,
  program: programId.parse("01KB0000000000000000000001"),
  resource: threadId.parse("01KB0000000000000000000002"),
  requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
  reads: [`${readId}VV4KQNSO5AEMVJF66Q9ASUAAJG`],
  replayOf: undefined,
  extra: { ip: "203.0.113.7" },
  commitments: [],
  subjects,
});

export const monthKey: MonthKey = {
  month: "2026-11",
  id: Buffer.from("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", "hex"),
  key: createSecretKey(Buffer.from(Array.from({ length: 32 }, (_, byte) => byte))),
};
/** One key for every month. */
export const oneMonthKey: MonthKeys = {
  at: async () => monthKey,
  existing: async () => monthKey,
  ensureNext: async () => monthKey.month,
};
