import { type Row, rows, type Who } from "./key-rows.ts";
import { type KeyUser, keyUsers } from "./key-users.ts";
import { at, type Checked, entries, list, text } from "./written.ts";

interface KeyStatement {
  readonly key: string;
  readonly sid: string;
  readonly who: Who | "anybody";
  readonly actions: readonly string[];
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly value: string }[];
}

/** A house rule: each statement of a key is a row of the table, and whoever uses a key has the row that it needs. */
export const keyPolicies = {
  id: "key-policies",
  holds: "No key's policy is wider than the table of who may use it, and no user of a key lacks its row.",
  source: "AWS's pages on the customer keys of each service; 45 CFR 164.312(a)(2)(iv)",
  faults: ({ template }: { readonly template: Checked }) => {
    const statements = statementsOf(template);
    return [...tooWide(statements), ...lacking(template, statements)];
  },
};

function tooWide(statements: readonly KeyStatement[]) {
  return statements
    .filter((statement) => !rows.some((row) => fits(statement, row)))
    .map(({ key, sid }) => ({
      id: key,
      wrong: `has the statement ${sid}, which allows more than any row of infra/checks/key-rows.ts`,
      remedy: "narrow it, or argue for a row of its own",
    }));
}

function lacking(template: Checked, statements: readonly KeyStatement[]) {
  return keyUsers(template)
    .filter((user) => !statements.some((statement) => serves(statement, user)))
    .map(({ id, key, row }) => ({
      id,
      wrong: `uses ${key}, whose policy lacks the row "${row}" for it`,
      remedy: "add the row to infra/constructs/key-uses.ts, without which AWS refuses the use",
    }));
}

/** Whether a statement is a row, or less than it. */
function fits(statement: KeyStatement, row: Row): boolean {
  return (
    row.keys.includes(statement.key) &&
    sameWho(statement.who, row.who) &&
    statement.actions.every((action) => row.actions.includes(action)) &&
    row.must.every(([operator, key, value = ""]) =>
      statement.conditions.some(
        (one) =>
          one.operator === operator && one.key === key && one.value.startsWith(value) && one.value !== "",
      ),
    )
  );
}

function serves(statement: KeyStatement, { key, row: name, actions, role }: KeyUser): boolean {
  const row = rows.find((one) => one.name === name);
  if (row === undefined || statement.key !== key || !fits(statement, row)) return false;
  const named = statement.conditions.find((one) => one.key === "aws:PrincipalArn")?.value.split(",");
  return (
    (actions ?? row.actions).every((action) => statement.actions.includes(action)) &&
    (role === undefined || named === undefined || named.includes(role))
  );
}

function sameWho(one: KeyStatement["who"], row: Who): boolean {
  if (typeof one === "string" || typeof row === "string") return one === row;
  return one.length === row.length && one.every((service) => row.some((start) => service.startsWith(start)));
}

function statementsOf({ Resources }: Checked): readonly KeyStatement[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === "AWS::KMS::Key")
    .flatMap(([key, { Properties }]) =>
      list(at(at(Properties, "KeyPolicy"), "Statement")).map((one) => ({
        key,
        sid: text(at(one, "Sid")),
        who: whoOf(one),
        actions: at(one, "Effect") === "Allow" ? list(at(one, "Action")).map(text) : ["kms:*"],
        conditions: conditionsOf(at(one, "Condition")),
      })),
    );
}

function whoOf(statement: unknown): KeyStatement["who"] {
  const principal = at(statement, "Principal");
  const services = list(at(principal, "Service")).map(text);
  const accounts = list(at(principal, "AWS")).map(text);
  if (services.length > 0 && accounts.length === 0) return services;
  const root = accounts.length === 1 && accounts[0]?.endsWith(":iam::AWS::AccountId:root");
  const fixed = accounts.length === 1 && /:iam::\d{12}:root$/.test(accounts[0] ?? "");
  return services.length === 0 && (root || fixed) ? "account" : "anybody";
}

function conditionsOf(condition: unknown): KeyStatement["conditions"] {
  return entries(condition).flatMap(([operator, keys]) =>
    entries(keys).map(([key, value]) => ({ operator, key, value: text(value) })),
  );
}
