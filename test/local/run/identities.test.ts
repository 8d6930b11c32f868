import { describe, expect, it } from "vitest";
import { runIdentities } from "../../../local/identities.ts";
import { stackOf } from "../cloudformation/stack.ts";
import { functionTemplate } from "../lambda/functions.ts";

const Statement = { Effect: "Allow", Action: "kms:Sign", Resource: "*" };
const Policy = {
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { Roles: [{ Ref: "Role" }], PolicyDocument: { Version: "2012-10-17", Statement } },
};
const newStack = () => stackOf({ Resources: { ...functionTemplate().Resources, Policy } });

describe("who calls the endpoint of a run", () => {
  it("is a function with the policies of its role", () => {
    const stack = newStack();
    const { identities, credentialsOf } = runIdentities(stack);
    const role = stack.resources.get("Role")?.arn ?? "";
    expect(identities.get(credentialsOf(role).accessKeyId)).toEqual({
      arn: role,
      account: "111122223333",
      policies: [{ Version: "2012-10-17", Statement }],
      sourceFunction: stack.resources.get("Run")?.arn,
    });
  });

  it("is the operator, to whom IAM allows everything", () => {
    const { identities, operator } = runIdentities(newStack());
    expect(identities.get(operator.accessKeyId)?.arn).toBe("arn:aws:iam::111122223333:role/operator");
  });

  it("is nobody else", () => {
    const { identities, credentialsOf } = runIdentities(newStack());
    expect(identities.size).toBe(2);
    expect(() => credentialsOf("arn:aws:iam::111122223333:role/other")).toThrow("No function");
  });

  it("has other credentials in every run", () => {
    expect(runIdentities(newStack()).operator).not.toEqual(runIdentities(newStack()).operator);
  });
});
