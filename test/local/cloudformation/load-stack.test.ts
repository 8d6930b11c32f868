// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so.
import { describe, expect, it } from "vitest";
import { loadStack } from "../../../local/cloudformation/load-stack.ts";
import { codeOf, writeAssembly } from "./assembly.ts";
import { stackOf } from "./stack.ts";

const key = { Type: "AWS::KMS::Key" };

describe("a loaded stack", () => {
  it("is named by its manifest", () => {
    const { name, account, region, partition, stackId } = stackOf({ Resources: { Key: key } });
    expect({ name, account, region, partition }).toEqual({
      name: "example",
      account: "111122223333",
      region: "us-east-1",
      partition: "aws",
    });
    expect(stackId).toMatch(/^arn:aws:cloudformation:us-east-1:111122223333:stack\/example\/[0-9a-f-]{36}$/);
  });

  it("has the same names for the same instance and others for another", () => {
    const assembly = writeAssembly({ template: { Resources: { Key: key } } });
    const nameOf = (instance: string) =>
      loadStack(assembly, undefined, instance).resources.get("Key")?.physicalId;
    expect(nameOf("a")).toBe(nameOf("a"));
    expect(nameOf("a")).not.toBe(nameOf("b"));
  });

  it("stands in the partition of its region", () => {
    const assembly = writeAssembly({
      template: { Resources: { Key: key } },
      environment: "aws://111122223333/us-gov-west-1",
    });
    expect(loadStack(assembly).resources.get("Key")?.arn).toMatch(/^arn:aws-us-gov:kms:us-gov-west-1:/);
  });

  it("leaves out a resource whose condition does not hold", () => {
    const Conditions = { Never: { "Fn::Equals": ["a", "b"] } };
    const stack = stackOf({ Conditions, Resources: { Key: key, Other: { ...key, Condition: "Never" } } });
    expect([...stack.resources.keys()]).toEqual(["Key"]);
  });

  it("finds a function's code where the assets file says", () => {
    const Resources = { Run: { Type: "AWS::Lambda::Function", Properties: { Code: codeOf("abc") } } };
    const assembly = writeAssembly({ template: { Resources }, code: { abc: {} } });
    expect(loadStack(assembly).assetFolder("Run")).toBe(`${assembly}/asset.abc`);
  });
});

describe("a stack is refused", () => {
  const refusals: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    [
      "a resource of an unknown type",
      { Resources: { Thing: { Type: "AWS::Some::Thing" } } },
      /^Thing: type AWS::Some::Thing/,
    ],
    [
      "an attribute of a resource that is not known",
      { Resources: { Key: { ...key, CreationPolicy: {} } } },
      /^Key: CreationPolicy/,
    ],
    ["a section that is not known", { Resources: {}, Transform: "x" }, /^Template: Transform/],
    ["a rule that is not known", { Rules: { Mine: {} } }, /^Rules: Mine/],
    [
      "an output that refers to nothing",
      { Outputs: { Out: { Value: { Ref: "Gone" } } } },
      /^Outputs: refers to Gone/,
    ],
    [
      "a dependency on nothing",
      { Resources: { Key: { ...key, DependsOn: "Gone" } } },
      /^Key: depends on a resource/,
    ],
    [
      "a reference to a resource whose condition does not hold",
      {
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: {
          Key: { ...key, Condition: "Never" },
          Other: { ...key, Properties: { Id: { Ref: "Key" } } },
        },
      },
      /^Other: refers to Key/,
    ],
    [
      "a parameter that AWS would look up",
      {
        Parameters: { Version: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/x" } },
        Resources: { Key: { ...key, Properties: { Description: { Ref: "Version" } } } },
      },
      /^Key: refers to the parameter Version/,
    ],
    [
      "a circle of references",
      {
        Resources: {
          Role: { Type: "AWS::IAM::Role", Properties: { Text: { "Fn::Sub": "${Key.Arn}" } } },
          Key: { ...key, Properties: { KeyPolicy: { Principal: { "Fn::GetAtt": ["Role", "Arn"] } } } },
        },
      },
      /^Role: depends on itself through Role, Key/,
    ],
  ];

  it.each(refusals)("with %s", (_, template, reason) => {
    expect(() => stackOf(template)).toThrow(reason);
  });

  it("when the folder has several and none is named", () => {
    const assembly = writeAssembly({ template: { Resources: {} } });
    expect(() => loadStack(assembly, "other")).toThrow("Name one stack of the assembly: example.");
  });

  it("when the folder is no assembly", () => {
    expect(() => loadStack("/nowhere")).toThrow("The assembly cannot be read");
  });

  it("when a function's code is not among the assets", () => {
    const Resources = { Run: { Type: "AWS::Lambda::Function", Properties: { Code: { ZipFile: "" } } } };
    expect(() => stackOf({ Resources }).assetFolder("Run")).toThrow("Run: has no code among the assets");
  });
});
