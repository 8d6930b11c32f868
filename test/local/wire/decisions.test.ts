import { describe, expect, it } from "vitest";
import type { AccessRequest } from "../../../local/iam/evaluate.ts";
import { AwsError, type PolicyStatement } from "../../../local/types.ts";
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
    expect(log.entries()).toEqual([]);
    ask(log, asking("x#1"));
    expect(log.grantsUsed()).toEqual({ [ROLE]: [`A: dynamodb:GetItem on ${TABLE} where ${KEYS} t#*`] });
    ask(log, asking("m#1"));
    const lines = log.grantsUsed()[ROLE] ?? [];
    expect(lines.map((line) => line.slice(-3))).toEqual(["m#*", "t#*"]);
    expect(log.entries()).toMatchObject([{ decision: "allow" }]);
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

describe("authorizing a call", () => {
  const denied = request([]);
  const of =
    (...asked: Parameters<typeof authorize>[0]) =>
    () =>
      authorize(asked, "id", decisionLog());

  it("passes when everything is allowed, and ends at the first that is not", () => {
    const log = decisionLog();
    expect(() => authorize([asking("m#1"), asking("t#1")], "id", log)).not.toThrow();
    log.clear();
    expect(() => authorize([asking("m#1"), asking("x#1"), asking("t#1")], "id", log)).toThrow();
    expect(log.entries().map(({ decision }) => decision)).toEqual(["allow", "deny"]);
  });

  it("answers as AWS does: with 400, or 403 of Lambda, and who may not do what to what, and why", () => {
    const why = `no statement of the role's policies allows dynamodb:GetItem on ${TABLE}: no statement names this action`;
    expect(of(denied)).toThrow(
      expect.objectContaining({
        code: "AccessDeniedException",
        status: 400,
        message: `User: ${ROLE} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} because ${why}`,
      }),
    );
    const invoking = { ...denied, action: "lambda:InvokeFunction" };
    expect(of(invoking)).toThrow(expect.objectContaining({ code: "AccessDeniedException", status: 403 }));
  });

  it("answers as the service wants it, where it wants it otherwise", () => {
    const refusal = new AwsError("KMSAccessDenied", 400, "The key is closed.");
    expect(of({ ...denied, refusal })).toThrow(refusal);
  });

  it("answers with an error that is not repeated when a policy is not understood", () => {
    expect(of(asking("m#1", under("StringMatches", KEYS, "m")))).toThrow(
      expect.objectContaining({
        code: "MalformedPolicyDocumentException",
        status: 400,
        message: "dynamodb:GetItem: condition operator not known: StringMatches",
      }),
    );
  });
});
