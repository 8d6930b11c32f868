import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resourceTypes } from "../../../local/cloudformation/types/index.ts";
import { runs } from "../../runs.ts";
import { resolved, stackOf } from "./stack.ts";

const properties = {
  AliasName: "alias/a",
  BackupVaultName: "v",
  Bucket: "b",
  Domain: "d",
  DomainName: "api.example.org",
  Identifier: "kith",
  PolicyName: "logs",
  ProviderName: "p",
  ResourceArn: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/a/1",
  Scope: "REGIONAL",
  StageName: "live",
  TopicArn: "arn:aws:sns:us-east-1:111122223333:t",
  UserPoolId: "u",
};

function one(Type: string, Properties: object = properties) {
  return stackOf({ Resources: { Thing: { Type, Properties } } }).resources.get("Thing");
}

describe("a resource is named as AWS names it", () => {
  it.each([
    ["AWS::KMS::Key", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["AWS::Lambda::EventSourceMapping", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["AWS::Cognito::UserPool", /^us-east-1_[0-9A-Za-z]{9}$/],
    ["AWS::Cognito::UserPoolClient", /^[0-9a-z]{26}$/],
    ["AWS::ApiGateway::RestApi", /^[0-9a-z]{10}$/],
    ["AWS::S3::Bucket", /^example-thing-[0-9a-z]{12}$/],
    ["AWS::DynamoDB::GlobalTable", /^example-Thing-[0-9A-Za-z]{12}$/],
    ["AWS::SQS::Queue", /^https:\/\/sqs\.us-east-1\.amazonaws\.com\/111122223333\/example-Thing-/],
    ["AWS::EC2::VPC", /^vpc-[0-9a-f]{17}$/],
    ["AWS::WAFv2::WebACL", /^example-Thing-[0-9A-Za-z]{12}\|[0-9a-f-]{36}\|REGIONAL$/],
    ["AWS::IAM::ManagedPolicy", /^arn:aws:iam::111122223333:policy\/example-Thing-/],
  ])("%s", (type, pattern) => {
    expect(one(type)?.physicalId).toMatch(pattern);
  });

  it.each([
    ["AWS::Lambda::Function", "FunctionName", "arn:aws:lambda:us-east-1:111122223333:function:mine"],
    ["AWS::IAM::Role", "RoleName", "arn:aws:iam::111122223333:role/mine"],
    ["AWS::Logs::LogGroup", "LogGroupName", "arn:aws:logs:us-east-1:111122223333:log-group:mine:*"],
    ["AWS::DynamoDB::GlobalTable", "TableName", "arn:aws:dynamodb:us-east-1:111122223333:table/mine"],
    ["AWS::Events::Rule", "Name", "arn:aws:events:us-east-1:111122223333:rule/mine"],
    ["AWS::SQS::Queue", "QueueName", "arn:aws:sqs:us-east-1:111122223333:mine"],
  ])("%s by the name that the template gives", (type, property, arn) => {
    expect(one(type, { [property]: "mine" })?.arn).toBe(arn);
  });

  it("by a domain name of the tenant's own, with a name of AWS for DNS to point to", () => {
    const Resources = { Own: { Type: "AWS::ApiGateway::DomainName", Properties: properties } };
    const attributes = ["DomainNameArn", "RegionalDomainName", "RegionalHostedZoneId"];
    const values = [{ Ref: "Own" }, ...attributes.map((name) => ({ "Fn::GetAtt": ["Own", name] }))];
    expect(resolved(values, { Resources })).toEqual([
      "api.example.org",
      "arn:aws:apigateway:us-east-1::/domainnames/api.example.org",
      expect.stringMatching(/^d-[0-9a-z]{10}\.execute-api\.us-east-1\.amazonaws\.com$/),
      expect.stringMatching(/^Z[0-9A-Z]{20}$/),
    ]);
  });

  it("within the length that the service takes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,200}$/), (logicalId) => {
        const type = "AWS::Lambda::Function";
        const name = stackOf({ Resources: { [logicalId]: { Type: type } } }).resources.get(
          logicalId,
        )?.physicalId;
        expect(name?.length).toBeLessThanOrEqual(64);
      }),
      { numRuns: runs(30) },
    );
  });

  it("by the same name in every attribute and reference", () => {
    const Resources = { Pool: { Type: "AWS::Cognito::UserPool" } };
    const [id, arn, url] = Object(
      resolved(
        [{ Ref: "Pool" }, { "Fn::GetAtt": ["Pool", "Arn"] }, { "Fn::GetAtt": ["Pool", "ProviderURL"] }],
        { Resources },
      ),
    );
    expect([arn, url]).toEqual([
      `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${id}`,
      `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
    ]);
  });
});

describe("every type of the table", () => {
  it.each(Object.keys(resourceTypes))("%s has a text for its name and each attribute", (Type) => {
    const Resources = { Thing: { Type, Properties: properties } };
    const attributes = Object.keys(resourceTypes[Type]?.attributes ?? {});
    const values = [{ Ref: "Thing" }, ...attributes.map((name) => ({ "Fn::GetAtt": ["Thing", name] }))];
    expect(resolved(values, { Resources })).toEqual(values.map(() => expect.stringMatching(/./)));
  });
});
