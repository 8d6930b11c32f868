// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs.ts";
import { resolved } from "./stack.ts";

const Resources = {
  Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "given" } },
  Key: { Type: "AWS::KMS::Key" },
};
const Conditions = {
  IsHere: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] },
  IsElsewhere: { "Fn::Not": [{ Condition: "IsHere" }] },
  Both: { "Fn::And": [{ Condition: "IsHere" }, { Condition: "IsElsewhere" }] },
  Either: { "Fn::Or": [{ Condition: "IsHere" }, { Condition: "IsElsewhere" }] },
};
const Mappings = { Zones: { "us-east-1": { Name: "Virginia" } } };
const Parameters = { Size: { Type: "Number", Default: 5 } };
const sections = { Resources, Conditions, Mappings, Parameters };

describe("an intrinsic gives what the CloudFormation guide says", () => {
  it.each([
    ["a pseudo parameter", { Ref: "AWS::AccountId" }, "111122223333"],
    ["a parameter's default", { Ref: "Size" }, 5],
    ["the name of a resource", { Ref: "Bucket" }, "given"],
    ["an attribute", { "Fn::GetAtt": ["Bucket", "Arn"] }, "arn:aws:s3:::given"],
    ["an attribute written as a text", { "Fn::GetAtt": "Bucket.Arn" }, "arn:aws:s3:::given"],
    [
      "Fn::Sub of a text",
      { "Fn::Sub": "${Bucket} ${Bucket.Arn} ${AWS::Region}" },
      "given arn:aws:s3:::given us-east-1",
    ],
    [
      "Fn::Sub with its own variables",
      { "Fn::Sub": ["${Here}/${Bucket}", { Here: { Ref: "AWS::Region" } }] },
      "us-east-1/given",
    ],
    ["Fn::Sub of a literal", { "Fn::Sub": "${!Bucket}" }, "${Bucket}"],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "Bucket" }, { Ref: "AWS::NoValue" }, 3]] }, "a-given-3"],
    [
      "Fn::Split",
      { "Fn::Split": [":", { "Fn::GetAtt": ["Bucket", "Arn"] }] },
      ["arn", "aws", "s3", "", "", "given"],
    ],
    ["Fn::Select", { "Fn::Select": ["1", ["a", "b"]] }, "b"],
    ["Fn::If that holds", { "Fn::If": ["IsHere", "yes", { "Fn::GetAtt": ["Nothing", "Arn"] }] }, "yes"],
    ["Fn::If that does not hold", { "Fn::If": ["Both", "yes", "no"] }, "no"],
    ["Fn::Or", { "Fn::If": ["Either", "yes", "no"] }, "yes"],
    ["Fn::FindInMap", { "Fn::FindInMap": ["Zones", { Ref: "AWS::Region" }, "Name"] }, "Virginia"],
    ["Fn::GetAZs", { "Fn::GetAZs": "" }, ["us-east-1a", "us-east-1b", "us-east-1c"]],
    ["Fn::Base64", { "Fn::Base64": { Ref: "Bucket" } }, "Z2l2ZW4="],
  ])("%s", (_, value, expected) => {
    expect(resolved(value, sections)).toEqual(expected);
  });

  it("AWS::NoValue leaves out whatever holds it", () => {
    expect(resolved({ kept: 1, left: { Ref: "AWS::NoValue" }, list: [{ Ref: "AWS::NoValue" }] })).toEqual({
      kept: 1,
      list: [],
    });
  });

  it("the last group of the stack's id is reached as templates reach it", () => {
    const uuid = { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] };
    expect(resolved({ "Fn::Select": [4, { "Fn::Split": ["-", uuid] }] })).toMatch(/^[0-9a-f]{12}$/);
  });

  it("a value without intrinsics stays as it is", () => {
    const plain = fc.jsonValue().filter((value) => !/"(Ref|Fn::)/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        expect(resolved(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: runs(50) },
    );
  });

  it("Fn::Join puts together what Fn::Split takes apart", () => {
    const parts = fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1 });
    const split = (text: string) => ({ "Fn::Split": ["-", text] });
    fc.assert(
      fc.property(parts, (texts) => {
        expect(resolved({ "Fn::Join": ["-", split(texts.join("-"))] })).toBe(texts.join("-"));
      }),
      { numRuns: runs(50) },
    );
  });
});

describe("what AWS would refuse is refused with the logical id", () => {
  it.each([
    ["an unknown intrinsic", { "Fn::Cidr": [] }, /^Probe: Fn::Cidr is not known/],
    ["a value of another stack", { "Fn::ImportValue": "other" }, /^Probe: Fn::ImportValue is not known/],
    ["a name that the stack does not have", { Ref: "Nothing" }, /^Probe: refers to Nothing/],
    ["a name of the language's own", { Ref: "constructor" }, /^Probe: refers to constructor/],
    [
      "an attribute that the type does not have",
      { "Fn::GetAtt": ["Key", "Name"] },
      /^Probe: attribute Name of Key/,
    ],
    ["an intrinsic beside other keys", { Ref: "Key", other: 1 }, /^Probe: Ref stands beside/],
    ["a selection beyond the list", { "Fn::Select": [2, ["a"]] }, /^Probe: Fn::Select asks beyond/],
    ["a join of objects", { "Fn::Join": ["", [{}]] }, /^Probe: Fn::Join has an argument/],
    ["a condition that does not exist", { "Fn::If": ["Nothing", 1, 2] }, /^Probe: names a condition/],
    [
      "a mapping that does not exist",
      { "Fn::FindInMap": ["Zones", "eu-west-1", "Name"] },
      /^Probe: Fn::FindInMap finds/,
    ],
    ["zones of another region", { "Fn::GetAZs": "eu-west-1" }, /^Probe: Fn::GetAZs/],
  ])("%s", (_, value, reason) => {
    expect(() => resolved(value, sections)).toThrow(reason);
  });
});
