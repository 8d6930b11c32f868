import { describe, expect, it } from "vitest";
import { knownActions } from "../../local/iam/actions.ts";
import { asking } from "./asking.ts";
import { example, synthesized } from "./assembly.ts";

const { roles, principals, mayEver, allowedAround } = asking(
  synthesized("must-deny-ever", { "a.yaml": example }),
  "kith-example",
);

/**
 * All that the roles of a service may ever do, on whatever and under whatever conditions. What is not here no role may: not
 * read a log, not delete a table, a backup or a person, not change a policy, not call a function.
 */
const ever: Readonly<Record<string, readonly string[]>> = {
  "lambda.amazonaws.com": [
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
    "s3:PutObjectTagging",
    "kms:Sign",
    "kms:GetPublicKey",
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminDisableUser",
    "cognito-idp:AdminEnableUser",
    "cognito-idp:AdminUserGlobalSignOut",
    "cognito-idp:ListUserPoolClients",
    // What Lambda itself does in the function's name.
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "sqs:SendMessage",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ],
  "backup.amazonaws.com": [
    "dynamodb:DescribeContinuousBackups",
    "dynamodb:DescribeTable",
    "dynamodb:ListTagsOfResource",
    "dynamodb:StartAwsBackupJob",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKey",
    "backup:CopyFromBackupVault",
    "backup:CopyIntoBackupVault",
    "backup:DescribeBackupVault",
  ],
  "vpc-flow-logs.amazonaws.com": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
};

/** Those of the actions above that only some functions may do, whatever they are about. */
const onlyOf: Readonly<Record<string, readonly string[]>> = {
  "dynamodb:DeleteItem": ["Community", "Identity", "Jobs", "People"],
  "dynamodb:GetRecords": ["Activity", "Sealer"],
  "s3:GetObject": ["Audit", "Indexer", "Sealer", "Verifier"],
  "s3:ListBucket": ["Audit", "Sealer", "Verifier"],
  "s3:PutObject": ["Sealer"],
  "s3:PutObjectTagging": ["Sealer"],
  "kms:Sign": ["Sealer"],
  "kms:GetPublicKey": ["Sealer"],
  "kms:Encrypt": ["Jobs", "People"],
  "cognito-idp:AdminCreateUser": ["Identity"],
  "cognito-idp:AdminDisableUser": ["Identity"],
  "cognito-idp:AdminEnableUser": ["Identity"],
  "cognito-idp:AdminUserGlobalSignOut": ["Identity"],
  "cognito-idp:ListUserPoolClients": ["PoolKeys"],
};

describe("of every action that is known, a role may do none but those of its service", () => {
  it.each(roles.map(({ name, service }) => [name, service] as const))("%s (%s)", (name, service) => {
    const allowed = (ever[service] ?? []).map((action) => action.toLowerCase());
    const may = knownActions.filter((action) => mayEver(name, action));
    expect(may.filter((action) => !allowed.includes(action))).toEqual([]);
  });
});

describe("among the functions, only these may ever", () => {
  const functions = roles.filter(({ service }) => service === "lambda.amazonaws.com");
  it.each(Object.entries(onlyOf))("%s", (action, who) => {
    const may = functions.filter(({ name }) => mayEver(name, action)).map(({ name }) => name);
    expect(may.toSorted()).toEqual(who);
  });
});

it.each(principals)("no key or table lets %s in by itself, without a policy of its own", (name) => {
  expect(allowedAround(name)).toEqual([]);
});
