import { describe, expect, it } from "vitest";
import {
  aliasId,
  draftFor,
  jobId,
  memberId,
  messageId,
  outboxId,
  programId,
  spaceId,
  threadId,
} from "../../functions/kernel/ids.ts";
import * as keys from "../../functions/kernel/keys.ts";

const [one, two, three] = ["1", "2", "3"].map((end) => `01J0000000000000000000000${end}`) as [
  string,
  string,
  string,
];
const digest = "A".repeat(22);
const [member, program, alias] = [memberId.parse(one), programId.parse(two), aliasId.parse(three)];
const [space, thread, message] = [spaceId.parse(one), threadId.parse(two), messageId.parse(three)];
const job = jobId.parse(one);

/** Every key as it lies in the table. What is written here can never change: items lie under it. */
const written: Readonly<Record<string, readonly [unknown, unknown]>> = {
  memberKey: [keys.memberKey(member), { pk: `MEMBER#${one}`, sk: "MEMBER" }],
  membershipPrefix: [keys.membershipPrefix, "PROGRAM#"],
  membershipKey: [keys.membershipKey(member, program), { pk: `MEMBER#${one}`, sk: `PROGRAM#${two}` }],
  signInKey: [keys.signInKey(digest), { pk: `SIGNIN#${digest}`, sk: "SIGNIN" }],
  emailKey: [keys.emailKey(digest, "members"), { pk: `EMAIL#${digest}`, sk: "members" }],
  settingsKey: [keys.settingsKey(member), { pk: `MEMBER#${one}`, sk: "SETTINGS" }],
  rosterPrefixes: [keys.rosterPrefixes, { team: "TEAM#", members: "MEMBER#" }],
  rosterPk: [keys.rosterPk(program), `ROSTER#${two}`],
  rosterKey: [keys.rosterKey(program, "team", alias), { pk: `ROSTER#${two}`, sk: `TEAM#${three}` }],
  outboxPrefix: [keys.outboxPrefix, "TASK#"],
  outboxKey: [keys.outboxKey(outboxId.parse(one)), { pk: "OUTBOX#sign-in", sk: `TASK#${one}` }],
  outboxTurnKey: [keys.outboxTurnKey, { pk: "OUTBOX#sign-in", sk: "TURN" }],
  rateKey: [keys.rateKey(digest, 495_000), { pk: `RATE#${digest}`, sk: "HOUR#495000" }],
  invitationKey: [keys.invitationKey(digest), { pk: `INVITATION#${digest}`, sk: "INVITATION" }],
  invitationToKey: [keys.invitationToKey(digest), { pk: `INVITATION#${digest}`, sk: "ADDRESS" }],
  programKey: [keys.programKey(program), { pk: `PROGRAM#${two}`, sk: "PROGRAM" }],
  programsPk: [keys.programsPk, "PROGRAMS#all"],
  programsPrefix: [keys.programsPrefix, "PROGRAM#"],
  programRowKey: [keys.programRowKey(program), { pk: "PROGRAMS#all", sk: `PROGRAM#${two}` }],
  publicKey: [keys.publicKey(program), { pk: `PUBLIC#${two}`, sk: "EMERGENCY" }],
  jobKey: [keys.jobKey(job), { pk: `JOB#${one}`, sk: "JOB" }],
  jobRowPrefix: [keys.jobRowPrefix, "ROW#"],
  jobRowKey: [keys.jobRowKey(job, 7), { pk: `JOB#${one}`, sk: "ROW#0007" }],
  jobPrefix: [keys.jobPrefix, "JOB#"],
  openJobs: [keys.openJobs, "JOBS#open"],
  openJobKey: [keys.openJobKey(job), { pk: "JOBS#open", sk: `JOB#${one}` }],
  programJobs: [keys.programJobs(program), `JOBS#${two}`],
  programJobKey: [keys.programJobKey(program, job), { pk: `JOBS#${two}`, sk: `JOB#${one}` }],
  threadRowPrefix: [keys.threadRowPrefix, "THREAD#"],
  threadRowKey: [keys.threadRowKey(space, thread), { pk: `SPACE#${one}`, sk: `THREAD#${two}` }],
  recentKey: [keys.recentKey(space), { pk: `SPACE#${one}`, sk: "RECENT" }],
  pinKey: [keys.pinKey(space), { pk: `SPACE#${one}`, sk: "PIN" }],
  readerPartition: [keys.readerPartition(member), `READER#${one}`],
  markPrefix: [keys.markPrefix(space), `MARK#${one}#`],
  markKey: [keys.markKey(member, space, thread), { pk: `READER#${one}`, sk: `MARK#${one}#${two}` }],
  draftKey: [keys.draftKey(member, draftFor.parse(two)), { pk: `DRAFT#${one}`, sk: `FOR#${two}` }],
  threadKey: [keys.threadKey(thread), { pk: `THREAD#${two}`, sk: "THREAD" }],
  messagePrefix: [keys.messagePrefix, "MSG#"],
  messageKey: [keys.messageKey(thread, message), { pk: `THREAD#${two}`, sk: `MSG#${three}` }],
  historyPrefix: [keys.historyPrefix(message), `HISTORY#${three}#`],
  historyKey: [keys.historyKey(thread, message, 12), { pk: `THREAD#${two}`, sk: `HISTORY#${three}#000012` }],
  reactionPrefix: [keys.reactionPrefix(message), `REACTION#${three}#`],
  reactionKey: [
    keys.reactionKey(thread, message, alias),
    { pk: `THREAD#${two}`, sk: `REACTION#${three}#${three}` },
  ],
  votePrefix: [keys.votePrefix, "VOTE#"],
  voteKey: [keys.voteKey(thread, alias), { pk: `THREAD#${two}`, sk: `VOTE#${three}` }],
  idempotencyKey: [keys.idempotencyKey(digest), { pk: `IDEMPOTENCY#${digest}`, sk: "IDEMPOTENCY" }],
  poolKeysKey: [keys.poolKeysKey, { pk: "CONFIG#pool-keys", sk: "CONFIG" }],
};

describe("a key of the community table", () => {
  it.each(Object.entries(written))("is written as ever: %s", (_, [key, expected]) => {
    expect(key).toEqual(expected);
  });

  it("has its row here, whichever it is", () => {
    expect(Object.keys(keys).toSorted()).toEqual([...Object.keys(written), "prefixes"].toSorted());
  });

  it("begins with a prefix that belongs to one slice", () => {
    const known = Object.keys(keys.prefixes);
    for (const [name, [key]] of Object.entries(written)) {
      if (!(key instanceof Object && "pk" in key)) continue;
      expect(
        known.filter((prefix) => String(key.pk).startsWith(prefix)),
        name,
      ).toHaveLength(1);
    }
  });
});
