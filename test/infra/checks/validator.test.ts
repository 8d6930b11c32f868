import { readFileSync } from "node:fs";
import { App, CfnResource, Stack, Validations } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { invalid, knownWarnings, validator } from "../../../infra/checks/validator.ts";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8"));

/** What AWS's rules for templates say of a stack with one resource. */
function said(
  type: string,
  properties: Record<string, unknown>,
  known: Readonly<Record<string, string>> = {},
) {
  const app = new App({ context });
  const stack = new Stack(app, "Faulty");
  new CfnResource(stack, "One", { type, properties });
  validator.begin();
  Validations.of(app).addPlugins(validator);
  app.synth();
  return invalid(validator, ["Faulty.template.json"], known);
}

const key = { NoSuchProperty: true };
const logs = { RetentionInDays: 100 };

describe("AWS's rules for templates", () => {
  it("refuse a property that CloudFormation does not know", () => {
    expect(said("AWS::KMS::Key", key)).toEqual([
      expect.stringMatching(/^Faulty: One breaks \w+ of AWS's rules for templates: .*NoSuchProperty/),
    ]);
  });

  it("refuse a wrong word, which is only a warning of theirs", () => {
    const [reason = "", ...others] = said("AWS::Logs::LogGroup", logs);
    expect(others).toEqual([]);
    expect(reason).toMatch(/^Faulty: One breaks W\d+ of AWS's rules for templates: /);
  });

  it("let a warning pass that is on the list, and an error never", () => {
    const [warning = ""] = said("AWS::Logs::LogGroup", logs);
    const rule = /breaks (W\d+)/.exec(warning)?.[1] ?? "";
    expect(said("AWS::Logs::LogGroup", logs, { [`${rule} One`]: "a test" })).toEqual([]);
    const [error = ""] = said("AWS::KMS::Key", key);
    const errorRule = /breaks (\w+)/.exec(error)?.[1] ?? "";
    expect(said("AWS::KMS::Key", key, { [`${errorRule} One`]: "a test" })).toEqual([error]);
  });

  it("refuse a known warning that nothing gives", () => {
    expect(said("AWS::SNS::Topic", {}, { "W3030 One": "a test" })).toEqual([
      "nothing breaks W3030 One, which infra/checks/validator.ts knows: take that out",
    ]);
  });

  it("are missed when they did not look at a template", () => {
    expect(invalid({ found: [], seen: [] }, ["kith-example.template.json"], {})).toEqual([
      "kith-example: AWS's rules for templates were not asked: take CDK_VALIDATION out of the environment",
    ]);
  });

  it("need no exception for our stacks", () => {
    expect(knownWarnings).toEqual({});
  });
});
