import { describe, expect, it } from "vitest";
import { functionNames } from "../../infra/functions.ts";
import { type TableName, tableNames } from "../../infra/tables.ts";
import { asking, type KeyName, type Wish } from "./asking.ts";
import { example, synthesized } from "./assembly.ts";

const { roles, principals, may } = asking(synthesized("must-deny", { "a.yaml": example }), "kith-example");
const whoMay = (wish: Wish): readonly string[] => principals.filter((name) => may(name, wish)).toSorted();

const serving = ["Audit", "Community", "Imports", "People"];
const openingBranches = [...serving, "Jobs", "Setup"];
const auditing = [...serving, "Identity", "Jobs", "PoolKeys", "Rotation", "Setup"];
/** The operator reads and writes what is stored, but can open none of it. */
const and = (...names: readonly string[]): readonly string[] => [...names, "operator"].toSorted();

const context = (tenant: string, purpose: string, more: Readonly<Record<string, string>> = {}) => ({
  encryptionContext: { tenant, purpose, version: "1", ...more },
});
const key = (name: KeyName, action: string, use = {}): Wish => [{ key: name, action, use }];
const through = (via: string, name: KeyName, action: string): Wish => [{ key: name, action, via }];
const item = (table: TableName, action: string, ...partitions: readonly string[]): Wish => [
  { table, action, partitions },
];
const openBranch = key("Seal", "Decrypt", context("example", "branch"));
const readBranch = item("keyring", "BatchGetItem", "BRANCH#1");

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

type Row = readonly [what: string, wish: Wish, who: readonly string[]];

describe("of keys, only these may", () => {
  const rows: readonly Row[] = [
    ["open a branch key", openBranch, openingBranches],
    ["open a branch key of another tenant", key("Seal", "Decrypt", context("other", "branch")), []],
    [
      "open with the seal key what has another purpose",
      key("Seal", "Decrypt", context("example", "month")),
      [],
    ],
    ["open a branch key without context", key("Seal", "Decrypt"), []],
    [
      "open a branch key whose context says more",
      key("Seal", "Decrypt", context("example", "branch", { member: "1" })),
      [],
    ],
    ["make a branch key", key("Seal", "GenerateDataKey", context("example", "branch")), ["Rotation"]],
    [
      "make a branch key that has another purpose",
      key("Seal", "GenerateDataKey", context("example", "x")),
      [],
    ],
    ["seal with the seal key itself", key("Seal", "Encrypt", context("example", "branch")), []],
    ["lend the seal key", key("Seal", "CreateGrant"), []],
    ["open a key of events", key("Audit", "Decrypt", context("example", "month")), [...auditing, "Indexer"]],
    ["make a key of events", key("Audit", "GenerateDataKey", context("example", "month")), auditing],
    ["open a key of another tenant's events", key("Audit", "Decrypt", context("other", "month")), []],
    [
      "open with the audit key what is for another purpose",
      key("Audit", "Decrypt", context("example", "branch")),
      [],
    ],
    [
      "open what the sign-in is to be told",
      key("Data", "Decrypt", context("example", "outbox")),
      ["Identity"],
    ],
    ["open what another tenant's is to be told", key("Data", "Decrypt", context("other", "outbox")), []],
    [
      "leave something that it is to be told",
      key("Data", "Encrypt", context("example", "outbox")),
      ["Jobs", "People"],
    ],
    ["open with the data key around the tables", key("Data", "Decrypt", context("example", "branch")), []],
    ["leave another tenant's sign-in a task", key("Data", "Encrypt", context("other", "outbox")), []],
    ["open with the backup key", key("Backup", "Decrypt"), []],
    ["open with the backup key through AWS Backup", through("backup", "Backup", "Decrypt"), ["operator"]],
    ["lend the data key to AWS Backup itself", through("backup", "Data", "CreateGrant"), []],
    ["lend the audit key to AWS Backup itself", through("backup", "Audit", "CreateGrant"), []],
    ["use the seal key through AWS Backup", through("backup", "Seal", "Decrypt"), []],
    ["use the backup key through another service", through("s3", "Backup", "Decrypt"), []],
    ["leave a letter of what failed", through("sqs", "Data", "GenerateDataKey"), functionNames.map(pascal)],
    [
      "read one, if the queue lets them",
      through("sqs", "Data", "Decrypt"),
      and(...functionNames.map(pascal)),
    ],
    ["leave a letter under the key of content", through("sqs", "Seal", "GenerateDataKey"), []],
    ["lend the data key around the services", key("Data", "CreateGrant"), []],
    ["lend the backup key around AWS Backup", key("Backup", "CreateGrant"), []],
    ["sign", key("Sign", "Sign", { signingAlgorithm: "ED25519_SHA_512", messageType: "RAW" }), ["Sealer"]],
    [
      "sign a digest",
      key("Sign", "Sign", { signingAlgorithm: "ED25519_SHA_512", messageType: "DIGEST" }),
      [],
    ],
  ];
  it.each(rows)("%s", (_, wish, who) => expect(whoMay(wish)).toEqual(who.toSorted()));

  it.each(["Seal", "Data", "Backup", "Audit", "Sign"] as const)("nobody ends the %s key", (name) => {
    expect(whoMay(key(name, "ScheduleKeyDeletion", { pendingWindowInDays: 30 }))).toEqual([]);
  });

  it("whoever administers a key could let himself in, which CloudTrail shows", () => {
    expect(whoMay(key("Seal", "PutKeyPolicy"))).toEqual(["operator"]);
  });
});

describe("of the keyring and the audit trail, only these may", () => {
  const member = "MEMBER#01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const rows: readonly Row[] = [
    ["read branch keys, still wrapped", readBranch, and(...openingBranches, "Rotation")],
    [
      "read members' keys, still wrapped",
      item("keyring", "BatchGetItem", member),
      and("Community", "People"),
    ],
    ["read them in a batch", item("keyring", "BatchGetItem", member, "BRANCH#1"), and("Community", "People")],
    ["add a member's keys", item("keyring", "PutItem", member), and("People")],
    ["add a branch key", item("keyring", "PutItem", "BRANCH#2"), and("Rotation")],
    ["change a key in place", item("keyring", "UpdateItem", member), and()],
    ["remove a key", item("keyring", "DeleteItem", member), and()],
    ["read events", item("audit", "Query", "D#2026-11-22#0"), and("Audit", "Sealer")],
    ["add an event", item("audit", "PutItem", "D#2026-11-22#0"), and(...auditing)],
    ["add to the trail what is no event", item("audit", "PutItem", "X#1"), and()],
    ["change an event", item("audit", "UpdateItem", "D#2026-11-22#0"), []],
    ["remove an event", item("audit", "DeleteItem", "D#2026-11-22#0"), []],
    ["write events in a batch", item("audit", "BatchWriteItem", "D#2026-11-22#0"), []],
    ["find whom a token of an event means", item("audit-keys", "BatchGetItem", "MEMBER-OF#1"), and("Audit")],
    ["find a member's token", item("audit-keys", "BatchGetItem", "TOKEN#1"), and(...serving)],
    ["add a member's token", item("audit-keys", "PutItem", "TOKEN#1", "MEMBER-OF#1"), and("People")],
    [
      "read keys of events, still wrapped",
      item("audit-keys", "GetItem", "MONTH#2026-11"),
      and(...auditing, "Indexer"),
    ],
    ["remove a key of events", item("audit-keys", "DeleteItem", "MONTH#2026-11"), and()],
  ];
  it.each(rows)("%s", (_, wish, who) => expect(whoMay(wish)).toEqual(who.toSorted()));
});

describe("to walk through a whole table, only these may", () => {
  const whom: Readonly<Record<TableName, readonly string[]>> = {
    community: and(),
    keyring: [],
    audit: and(),
    "audit-keys": [],
    "audit-index": and(),
  };
  it.each(tableNames)("%s", (table) => expect(whoMay([{ table, action: "Scan" }])).toEqual(whom[table]));
});

describe("to follow the changes of a table, only these may", () => {
  it.each(["GetRecords", "GetShardIterator", "DescribeStream"] as const)("%s", (action) => {
    expect(whoMay([{ stream: "community", action }])).toEqual(["Activity"]);
    expect(whoMay([{ stream: "audit", action }])).toEqual(["Sealer"]);
  });
});

describe("to read the content itself, only these may", () => {
  const own = item("keyring", "BatchGetItem", "MEMBER#1");
  const rows: readonly Row[] = [
    ["unwrap a branch key", [...readBranch, ...openBranch], openingBranches],
    ["unwrap a member's key", [...own, ...readBranch, ...openBranch], ["Community", "People"]],
    [
      "open a message",
      [...item("community", "Query", "THREAD#1"), ...own, ...readBranch, ...openBranch],
      ["Community"],
    ],
    [
      "open an event",
      [
        ...item("audit", "Query", "D#2026-11-22#0"),
        ...item("audit-keys", "GetItem", "MONTH#2026-11"),
        ...key("Audit", "Decrypt", context("example", "month")),
      ],
      ["Audit"],
    ],
  ];
  it.each(rows)("%s", (_, wish, who) => expect(whoMay(wish)).toEqual(who.toSorted()));
});

it("every function of the stack was asked, by these names", () => {
  const functions = roles.filter(({ service }) => service === "lambda.amazonaws.com").map(({ name }) => name);
  expect(functions.toSorted()).toEqual(
    [...auditing, "Activity", "Indexer", "Public", "Sealer", "Verifier"].toSorted(),
  );
});
