import { describe, expect, it } from "vitest";
import { keyPolicyOf, policiesOf, streamPolicyOf, tablePolicyOf } from "../../../local/iam/template.ts";
import type { Resource } from "../../../local/types.ts";
import { KEY_ARN, READER_ARN, REGION, resource, stack, stackOf, TABLE_ARN } from "../wire/stack.ts";
import { allow, documentOf, ROLE, TABLE } from "./requests.ts";

const role = (properties: Readonly<Record<string, unknown>>) =>
  resource("AWS::IAM::Role", "writer", ROLE, properties);
const inline = { PolicyName: "p", PolicyDocument: documentOf({ ...allow, Sid: "Inline" }) };
const sids = (resources: readonly Resource[]) =>
  policiesOf(stackOf(resources), ROLE)
    .flatMap(({ Statement }) => Statement)
    .map(({ Sid }) => Sid);

function policy(type: string, id: string, properties: Readonly<Record<string, unknown>>): Resource {
  return resource(type, id, undefined, { PolicyDocument: documentOf({ ...allow, Sid: id }), ...properties });
}

describe("policiesOf", () => {
  it("collects inline, attached and named policies, each once", () => {
    const resources = [
      role({ Policies: [inline], ManagedPolicyArns: ["named", "both"] }),
      policy("AWS::IAM::ManagedPolicy", "attached", { Roles: ["writer", "other"] }),
      policy("AWS::IAM::ManagedPolicy", "named", {}),
      policy("AWS::IAM::ManagedPolicy", "both", { Roles: ["writer"] }),
      policy("AWS::IAM::ManagedPolicy", "others", { Roles: ["other"] }),
      policy("AWS::IAM::Policy", "policy", { Roles: ["writer"] }),
      policy("AWS::IAM::RolePolicy", "alone", { RoleName: "writer" }),
      policy("AWS::IAM::RolePolicy", "of another", { RoleName: "other" }),
    ];
    expect(sids(resources).toSorted()).toEqual(["Inline", "alone", "attached", "both", "named", "policy"]);
  });

  it("refuses a managed policy whose text is not in the template", () => {
    const aws = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    expect(() => sids([role({ ManagedPolicyArns: [aws] })])).toThrow("not in the template");
  });

  it("refuses a permissions boundary", () => {
    expect(() => sids([role({ PermissionsBoundary: "arn" })])).toThrow("a boundary is not evaluated");
  });

  it("refuses a role that is not there", () => {
    expect(() => sids([])).toThrow("no AWS::IAM::Role");
  });

  it("refuses a policy element that is not known", () => {
    const odd = policy("AWS::IAM::Policy", "odd", {
      Roles: ["writer"],
      PolicyDocument: { Statement: { ...allow, When: 1 } },
    });
    expect(() => sids([role({}), odd])).toThrow("odd: policy not understood");
  });
});

describe("policies of resources", () => {
  it("reads a key's policy", () => {
    expect(keyPolicyOf(stack, KEY_ARN).Statement).toHaveLength(2);
  });

  it("reads a table's policy in the stack's region", () => {
    expect(tablePolicyOf(stack, TABLE_ARN)).toMatchObject({ Statement: [{ Sid: "NobodyScans" }] });
  });

  it("a table may have none", () => {
    const table = resource("AWS::DynamoDB::GlobalTable", "t", TABLE, { Replicas: [{ Region: REGION }] });
    expect(tablePolicyOf(stackOf([table]), TABLE)).toBeUndefined();
  });

  const streamed = (properties: Readonly<Record<string, unknown>>) =>
    stackOf([resource("AWS::DynamoDB::GlobalTable", "t", TABLE, properties)]);
  const PolicyDocument = documentOf({ ...allow, Principal: "*", Sid: "Stream" });

  it("reads a stream's policy, and not that of its table", () => {
    const stream = { ResourcePolicy: { PolicyDocument } };
    const here = { Region: REGION, ReplicaStreamSpecification: stream };
    const there = { Region: "eu-west-1" };
    expect(streamPolicyOf(streamed({ Replicas: [there, here] }), TABLE)).toMatchObject({
      Statement: [{ Sid: "Stream" }],
    });
    expect(tablePolicyOf(streamed({ Replicas: [here] }), TABLE)).toBeUndefined();
    expect(streamPolicyOf(streamed({ Replicas: [{ ...stream, Region: REGION }] }), TABLE)).toBeUndefined();
    const silent = { Region: REGION, ReplicaStreamSpecification: {} };
    expect(streamPolicyOf(streamed({ Replicas: [silent] }), TABLE)).toBeUndefined();
  });

  it("refuses a table without a replica in the stack's region, and one that is not there", () => {
    const elsewhere = streamed({ Replicas: [{ Region: "eu-west-1" }] });
    expect(() => tablePolicyOf(elsewhere, TABLE)).toThrow("t: no replica in the stack's region");
    expect(() => tablePolicyOf(elsewhere, `${TABLE}2`)).toThrow("no AWS::DynamoDB::GlobalTable");
    expect(() => tablePolicyOf(streamed({ Replicas: "none" }), TABLE)).toThrow("t: Replicas not understood");
    expect(() => tablePolicyOf(streamed({ Replicas: [{}] }), TABLE)).toThrow(
      "t: Replicas.0.Region not understood",
    );
  });

  it("refuses a policy that is not understood, and says whose", () => {
    const Statement = { ...allow, Principal: "*", When: 1 };
    const odd = { Region: REGION, ResourcePolicy: { PolicyDocument: { Statement } } };
    expect(() => tablePolicyOf(streamed({ Replicas: [odd] }), TABLE)).toThrow("t: policy not understood");
    const key = resource("AWS::KMS::Key", "k", KEY_ARN, { KeyPolicy: { Statement } });
    expect(() => keyPolicyOf(stackOf([key]), KEY_ARN)).toThrow("k: policy not understood");
  });

  it("a role without policies has none", () => {
    const bare = stackOf([role({})]);
    expect(policiesOf(bare, ROLE)).toEqual([]);
    expect(policiesOf(stack, READER_ARN)).toHaveLength(1);
  });
});
