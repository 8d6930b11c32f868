import { describe, expect, it } from "vitest";
import type { AccessRequest } from "../../../local/iam/evaluate.ts";
import type { PolicyStatement } from "../../../local/types.ts";
import { authorize } from "../../../local/wire/authorize.ts";
import { type DecisionEntry, decisionLog } from "../../../local/wire/decisions.ts";
import { allow, KEY, ROLE, request, TABLE, under } from "../iam/requests.ts";

const KEYS = "dynamodb:LeadingKeys";
const items = { ...under("ForAllValues:StringLike", KEYS, ["m#*", "t#*"]), Action: ["dynamodb:GetItem"] };
const asking = (key: string, statement: PolicyStatement = items): AccessRequest =>
  request([statement], { [KEYS]: [key] });
const ask = (log: ReturnType<typeof decisionLog>, access: AccessRequest) => {
  try {
    authorize([access], "id", log);
  } catch {
    // What was refused is looked up in the log.
  }
};

describe("the log of decisions", () => {
  it("tells which parts of a policy were used, also after it was cleared and after more than it keeps", () => {
    const log = decisionLog(1);
    ask(log, asking("t#1"));
    ask(log, asking("t#2"));
    log.clear();
    ask(log, asking("x#1"));
    expect(log.grantsUsed()).toEqual({ [ROLE]: [`A: dynamodb:GetItem on ${TABLE} where ${KEYS} t#*`] });
    ask(log, asking("m#1"));
    expect(log.grantsUsed()[ROLE]).toHaveLength(2);
    expect(log.entries()).toHaveLength(1);
  });

  it("tells each refusal once, when it happens and later, and errors too", () => {
    const told: DecisionEntry[] = [];
    const log = decisionLog(undefined, (entry) => told.push(entry));
    ask(log, asking("m#1"));
    ask(log, asking("x#1"));
    ask(log, asking("x#2"));
    ask(log, asking("m#1", { ...allow, Resource: KEY }));
    ask(log, asking("m#1", under("StringMatches", KEYS, "m")));
    log.clear();
    expect(told.map(({ decision, why }) => [decision, why])).toEqual([
      [
        "deny",
        `no statement of the role's policies allows dynamodb:GetItem on ${TABLE}: statement A does only if ForAllValues:StringLike ${KEYS} m#*, t#*`,
      ],
      [
        "deny",
        `no statement of the role's policies allows dynamodb:GetItem on ${TABLE}: statement A does on ${KEY}`,
      ],
      ["error", "condition operator not known: StringMatches"],
    ]);
    expect(log.refusals()).toEqual(told);
  });

  it("holds no value of a request", () => {
    const log = decisionLog();
    ask(log, asking("m#secret"));
    ask(log, asking("x#secret"));
    expect(JSON.stringify([log.entries(), log.refusals(), log.grantsUsed()])).not.toContain("secret");
  });
});
