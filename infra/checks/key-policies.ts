import { at, entriesOf, listOf, ofTypes, type StackTemplate, targetOf, textOf } from "../template.ts";
import { type Row, rows, type Who } from "./key-rows.ts";
import { type KeyUser, keyUsers } from "./key-users.ts";
import { type CheckedStack, fault, type Rule } from "./rule.ts";
import { compared, keyStatements, type Statement } from "./statements.ts";

/** A statement of a key's policy, and who it is for. */
interface KeyStatement extends Statement {
  readonly who: Who | "anybody";
  readonly account: string;
}

/** Each statement of a key is a row of the table, and whoever uses a key has the row that it needs. */
export const keyPolicies: Rule = {
  id: "key-policies",
  holds: "No key's policy is wider than the table of who may use it, and no user of a key lacks its row.",
  source: "AWS's pages on the customer keys of each service; 45 CFR 164.312(a)(2)(iv)",
  faults: (stack) => {
    const statements = statementsOf(stack);
    return [...tooWide(statements), ...lacking(stack.template, statements)];
  },
};

const tooWide = (statements: readonly KeyStatement[]) =>
  statements
    .filter((statement) => !rows.some((row) => fits(statement, row)))
    .map(({ id, sid }) =>
      fault(
        id,
        `has the statement ${sid}, which allows more than any row of infra/checks/key-rows.ts`,
        "narrow it, or argue for a row of its own",
      ),
    );

const lacking = (template: StackTemplate, statements: readonly KeyStatement[]) =>
  keyUsers(template)
    .filter((user) => !statements.some((statement) => serves(statement, user)))
    .map(({ id, key, row }) =>
      fault(
        id,
        `uses ${key}, whose policy lacks the row "${row}" for it`,
        "add the row to infra/constructs/key-uses.ts, without which AWS refuses the use",
      ),
    );

/** Whether a statement is a row, or less than it. */
function fits(statement: KeyStatement, row: Row): boolean {
  return (
    statement.effect === "Allow" &&
    row.keys.includes(statement.id) &&
    sameWho(statement.who, row.who) &&
    statement.actions.every((action) => row.actions.includes(action)) &&
    row.must.every((condition) => isNarrowed(statement, condition))
  );
}

/** Each value of a condition lets somebody in, so each must be as the row says. */
function isNarrowed(statement: KeyStatement, [operator, key, start = ""]: Row["must"][number]): boolean {
  const values = compared(statement, operator, key).map(textOf);
  const isNarrow = (value: string): boolean =>
    value !== "" &&
    value.startsWith(start) &&
    (operator === "ArnLike" || !value.includes("*")) &&
    (!accountKeys.has(key) || isAccount(value, statement.account));
  return values.length > 0 && values.every(isNarrow);
}

const accountKeys: ReadonlySet<string> = new Set(["kms:CallerAccount", "aws:SourceAccount"]);
const isAccount = (text: string, account: string): boolean => text === account || text === ownAccount;
const ownAccount = `\${AWS::AccountId}`;

function serves(statement: KeyStatement, { key, row: name, actions, role }: KeyUser): boolean {
  const row = rows.find((one) => one.name === name);
  if (row === undefined || statement.id !== key || !fits(statement, row)) return false;
  const named = compared(statement, "ArnEquals", "aws:PrincipalArn").map(targetOf);
  return (
    (actions ?? row.actions).every((action) => statement.actions.includes(action)) &&
    (role === undefined || named.length === 0 || named.includes(role))
  );
}

function sameWho(one: KeyStatement["who"], row: Who): boolean {
  if (typeof one === "string" || typeof row === "string") return one === row;
  return one.length === row.length && one.every((service) => row.some((start) => service.startsWith(start)));
}

const statementsOf = ({ template, account }: CheckedStack): readonly KeyStatement[] =>
  ofTypes(template, "AWS::KMS::Key")
    .flatMap(keyStatements)
    .map((statement) => ({ ...statement, account, who: whoOf(statement, account) }));

function whoOf({ principal }: Statement, account: string): KeyStatement["who"] {
  const [[kind] = [], ...others] = entriesOf(principal);
  if (others.length > 0) return "anybody";
  if (kind === "Service") return listOf(at(principal, "Service")).map(textOf);
  const [root = "", ...more] = listOf(at(principal, "AWS")).map(textOf);
  const [, named = ""] = /^arn:[^:]+(?:::\w+\})?:iam::(.+):root$/.exec(root) ?? [];
  return more.length === 0 && isAccount(named, account) ? "account" : "anybody";
}
