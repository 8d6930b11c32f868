import { describe, expect, it } from "vitest";
import { mayInvoke } from "../../../local/api-gateway/permission.ts";
import { resource, stackOf } from "../cognito/stack.ts";

const target = resource(
  "F",
  "AWS::Lambda::Function",
  {},
  { physicalId: "f", arn: "arn:aws:lambda:us-east-1:111122223333:function:f" },
);
const caller = { apiId: "api", stage: "prod", method: "GET", path: "/v1/{id}" };
const arn = "arn:aws:execute-api:us-east-1:111122223333";

function allowed(changes: Readonly<Record<string, unknown>>): boolean {
  const permission = resource("P", "AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: "f",
    Principal: "apigateway.amazonaws.com",
    SourceArn: `${arn}:api/prod/GET/v1/*`,
    ...changes,
  });
  return mayInvoke(stackOf(target, permission), target, caller);
}

describe("a permission lets the API call", () => {
  it.each([
    ["its method and path", {}],
    ["any stage, method and path", { SourceArn: `${arn}:api/*/*/*` }],
    ["a function named by its ARN", { FunctionName: target.arn }],
    ["the stack's own account", { SourceAccount: "111122223333" }],
  ])("with %s", (_, changes) => {
    expect(allowed(changes)).toBe(true);
  });

  it.each([
    ["another stage", { SourceArn: `${arn}:api/test/GET/v1/*` }],
    ["another method", { SourceArn: `${arn}:api/prod/POST/v1/*` }],
    ["another path", { SourceArn: `${arn}:api/prod/GET/v2/*` }],
    ["another API", { SourceArn: `${arn}:other/prod/GET/v1/*` }],
    ["a longer name", { SourceArn: `${arn}:ap./prod/GET/v1/*` }],
    ["another function", { FunctionName: "g" }],
    ["another principal", { Principal: "s3.amazonaws.com" }],
    ["another action", { Action: "lambda:GetFunction" }],
    ["another account", { SourceAccount: "444455556666" }],
    ["a condition that is not understood", { PrincipalOrgID: "o-1" }],
  ])("not with %s", (_, changes) => {
    expect(allowed(changes)).toBe(false);
  });
});
