import { type MemberId, memberId } from "../../../functions/kernel/ids.ts";
import type { LogLine } from "../../../functions/kernel/platform.ts";
import { keyring } from "../../../functions/platform/keyring/keyring.ts";
import { keyReads } from "../../../functions/platform/keyring/reads.ts";
import { ensureBranchKey } from "../../../functions/platform/keyring/rotation.ts";
import { memoryDynamodb } from "../fakes/memory-dynamodb.ts";
import { memoryKms } from "../fakes/memory-kms.ts";

export const tenant = "st-anne";
export const maria = memberId.parse("01J00000000000000000000001");
export const joe = memberId.parse("01J00000000000000000000002");
export const start = Date.parse("2026-11-22T10:00:00.000Z");

/** An empty tenant: its tables, its KMS key, a clock to turn, and what was called and logged. */
export const emptyTenant = () => {
  const calls: string[] = [];
  const lines: LogLine[] = [];
  const dynamodb = memoryDynamodb(calls);
  const kms = memoryKms(calls);
  const time = { now: start };
  const log = (line: LogLine) => void lines.push(line);
  const read = keyReads({
    dynamodb: dynamodb.client,
    tableName: (table) => table,
    log,
    pause: async () => {},
  });
  const shared = {
    read,
    kms: kms.client,
    sealKey: "arn:aws:kms:us-east-1:000000000000:key/seal",
    tenant,
    log,
  };
  return {
    calls,
    lines,
    dynamodb,
    kms,
    time,
    rotate: () => ensureBranchKey({ ...shared, commit: dynamodb.commit, requestId: "request" }),
    /** A new instance of a function, which remembers nothing. */
    instance: () => keyring({ ...shared, clock: () => time.now }),
  };
};
export type TestTenant = ReturnType<typeof emptyTenant>;

/** A tenant with its first keys and the given members. */
export const tenantWith = async (...members: readonly MemberId[]) => {
  const made = emptyTenant();
  await made.rotate();
  for (const member of members) await addMember(made, member);
  made.calls.length = 0;
  made.dynamodb.sizes.length = 0;
  return made;
};

/** Makes a member's keys as a transaction does. */
export const addMember = async ({ dynamodb, instance }: TestTenant, member: MemberId) => {
  await dynamodb.write((await instance().newOwner(member)).writes);
};
