import { describe, expect, it } from "vitest";
import { naming, statementsOf } from "../../../local/iam/statement.ts";
import type { PolicyStatement, Principal } from "../../../local/types.ts";
import { allow, ROLE } from "./requests.ts";

const role: Principal = { arn: ROLE, account: "111122223333", policies: [] };
const service: Principal = { ...role, service: "logs.us-east-1.amazonaws.com" };
const toOthers = (principal: PolicyStatement["Principal"] & object): PolicyStatement => ({
  ...allow,
  Principal: principal,
});

describe("a statement that names somebody else", () => {
  it.each([
    ["another service", service, toOthers({ Service: "sns.amazonaws.com" })],
    ["a role, and no service", service, toOthers({ AWS: ROLE })],
    ["another role", role, toOthers({ AWS: `${ROLE}-other` })],
    ["a service, and no role", role, toOthers({ Service: "sns.amazonaws.com" })],
  ])("speaks of %s and not of the caller", (_, caller, statement) => {
    expect(naming(statement, caller)).toBe("not");
  });
});

it("a policy that is not understood is called one", () => {
  expect(() => statementsOf({ Statement: { ...allow, Effect: "allow" } } as never)).toThrow(/^policy: /);
});
