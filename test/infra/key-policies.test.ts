import { describe, expect, it } from "vitest";
import { keyPolicies } from "../../infra/checks/key-policies.ts";
import { type Row, rows } from "../../infra/checks/key-rows.ts";
import { example, ofType, synthesized, type Template, templateOf } from "./assembly.ts";

const withRoles = example.replace(
  "roles: {}",
  'roles: {offBoarding: "arn:aws:iam::111122223333:role/end", breakGlass: "arn:aws:iam::111122223333:role/restore"}',
);
const template = templateOf(synthesized("keys", { "a.yaml": withRoles }), "kith-example");
const faults = (stack: Template) =>
  keyPolicies.faults({
    ...{ name: "kith-example", account: "111122223333", region: "us-east-1" },
    template: stack,
    settings: {},
  });

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Principal: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of the template that are a row, by the names that key-uses.ts gives them. */
const sids: Readonly<Record<string, readonly string[]>> = {
  administration: ["Administration"],
  "off-boarding": ["Destruction"],
  "branch keys": ["OpenBranchKeys", "MakeBranchKeys"],
  "month keys": ["MonthKeys", "OpenMonthKeys"],
  outbox: ["FillOutbox", "DrainOutbox"],
  streams: ["ReadStreams"],
  signing: ["SignHeads"],
  "public key": ["KnowTheKey"],
  tables: ["Tables"],
  buckets: ["AuditBucket"],
  queues: ["DeadLetters"],
  "reading queues": ["ReadDeadLetters"],
  vaults: ["Backups"],
  "backed-up tables": ["BackedUpTables"],
  logs: ["Logs"],
  alarms: ["Alarms"],
  "watched events": ["WatchedEvents"],
  "user pools": ["UserPools"],
};

/** A copy of the template in which the statements of a row are changed, or gone where nothing is given back. */
function mutant(row: Row, change: (statement: Statement) => Statement | undefined): Template {
  const copy: Template = structuredClone(template);
  const keys = Object.values(copy.Resources).filter(({ Type }) => Type === "AWS::KMS::Key");
  let changed = 0;
  for (const { Properties } of keys) {
    const all: Statement[] = Properties.KeyPolicy.Statement;
    Properties.KeyPolicy.Statement = all.flatMap((one) => {
      if (!sids[row.name]?.includes(one.Sid)) return [one];
      changed += 1;
      return change(one) ?? [];
    });
  }
  expect(changed).toBeGreaterThan(0);
  return copy;
}

const without = (statement: Statement, operator: string, key: string): Statement => {
  const condition = structuredClone(statement.Condition ?? {});
  delete condition[operator]?.[key];
  return { ...statement, Condition: condition };
};

it("the stack has every row, no statement that is wider, and no user without its row", () => {
  expect(Object.keys(sids)).toEqual(rows.map(({ name }) => name));
  expect(faults(template)).toEqual([]);
});

/** Nobody is refused anything when nobody may destroy keys. */
const needed = rows.filter(({ name }) => name !== "off-boarding");

describe.each(needed.map((row) => [row.name, row] as const))("without the row %s", (name, row) => {
  it("whoever needs it is named", () => {
    const found = faults(mutant(row, () => undefined));
    expect(found.length).toBeGreaterThan(0);
    for (const { wrong } of found) expect(wrong).toContain(`lacks the row "${name}"`);
  });
});

describe.each(rows.map((row) => [row.name, row] as const))("the row %s", (_, row) => {
  const tooWide = (change: (statement: Statement) => Statement) => {
    const wrongs = faults(mutant(row, change)).map(({ wrong }) => wrong);
    expect(wrongs).toContainEqual(expect.stringContaining("allows more than any row"));
  };

  it("is refused without any of its conditions", () => {
    for (const [operator, key] of row.must) tooWide((statement) => without(statement, operator, key));
  });

  it("is refused for everybody", () => {
    tooWide((statement) => ({ ...statement, Principal: { AWS: "*" } }));
  });

  it.each<[string, unknown]>([
    ["another account", { AWS: "arn:aws:iam::999999999999:root" }],
    ["everybody beside the account", { AWS: ["arn:aws:iam::111122223333:root", "*"] }],
    [
      "another kind of principal beside the account",
      { AWS: "arn:aws:iam::111122223333:root", Federated: "x" },
    ],
    ["a role by its name", { AWS: "arn:aws:iam::111122223333:role/any" }],
  ])("is refused for %s", (_what, Principal) => tooWide((statement) => ({ ...statement, Principal })));

  it("is refused for everything but an action", () => {
    tooWide(({ Action: _, ...statement }) => ({ ...statement, NotAction: "kms:Sign" }) as never);
  });

  it.each(
    ["kms:*", "kms:CreateGrant", "kms:Decrypt", "kms:PutKeyPolicy"].filter(
      (one) => !row.actions.includes(one),
    ),
  )("is refused with %s as well", (action) =>
    tooWide((statement) => ({ ...statement, Action: [statement.Action, action].flat() })),
  );
});

describe("a value of a condition that is another one is refused", () => {
  const changes: readonly (readonly [string, string, string, unknown])[] = [
    ["tables", "StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com"],
    ["branch keys", "StringEquals", "kms:EncryptionContext:purpose", "outbox"],
    ["month keys", "Null", "kms:EncryptionContextKeys", "true"],
    ["queues", "StringEquals", "kms:ViaService", "*"],
    [
      "tables",
      "StringEquals",
      "kms:ViaService",
      ["dynamodb.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
    ],
    ["tables", "StringEquals", "kms:CallerAccount", "999999999999"],
    ["alarms", "StringEquals", "aws:SourceAccount", ["111122223333", "999999999999"]],
    ["off-boarding", "ArnEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"],
    ["off-boarding", "ArnEquals", "aws:PrincipalArn", []],
  ];
  it.each(changes)("%s: %s %s", (name, operator, key, value) => {
    const row = rows.find((one) => one.name === name);
    if (row === undefined) throw new Error(`No row ${name}`);
    const changed = mutant(row, (statement) => ({
      ...statement,
      Condition: { ...statement.Condition, [operator]: { ...statement.Condition?.[operator], [key]: value } },
    }));
    expect(faults(changed).map(({ wrong }) => wrong)).toContainEqual(expect.stringContaining("allows more"));
  });
});

it("a role that is left out of a row is missed", () => {
  const months = rows.find(({ name }) => name === "month keys");
  if (months === undefined) throw new Error("No row for the keys of months");
  const changed = mutant(months, (statement) => {
    const named = statement.Condition?.ArnEquals?.["aws:PrincipalArn"];
    const fewer = Array.isArray(named) ? named.slice(1) : [];
    return { ...statement, Condition: { ...statement.Condition, ArnEquals: { "aws:PrincipalArn": fewer } } };
  });
  // Those who make keys of events, for both of their actions, and those who only open them: each by what it lost.
  expect(faults(changed)).toHaveLength(4);
});

it("without the roles in the file nobody may destroy a key", () => {
  const bare = templateOf(synthesized("keys-bare", { "a.yaml": example }), "kith-example");
  const policies = ofType(bare, "AWS::KMS::Key").map(({ Properties }) =>
    JSON.stringify(Properties.KeyPolicy),
  );
  expect(policies.filter((text) => text.includes("ScheduleKeyDeletion"))).toEqual([]);
  expect(faults(bare)).toEqual([]);
});
