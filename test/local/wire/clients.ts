import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { inject } from "vitest";
import { policiesOf } from "../../../local/iam/template.ts";
import type { Identities, Invoke, PolicyDocument, Principal } from "../../../local/types.ts";
import { type AwsEndpoint, type EndpointOptions, startEndpoint } from "../../../local/wire/endpoint.ts";
import { ACCOUNT, OPERATOR_ARN, READER_ARN, REGION, stack, WRITER_ARN } from "./stack.ts";

const everything: PolicyDocument = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

/** Access keys of the identities of the test stack. */
export type Caller = "WRITER" | "READER" | "OPERATOR";

export const identities: Identities = new Map<string, Principal>([
  ["WRITER", { arn: WRITER_ARN, account: ACCOUNT, policies: policiesOf(stack, WRITER_ARN) }],
  ["READER", { arn: READER_ARN, account: ACCOUNT, policies: policiesOf(stack, READER_ARN) }],
  ["OPERATOR", { arn: OPERATOR_ARN, account: ACCOUNT, policies: [everything] }],
]);

const echo: Invoke = async (name, payload) => ({ payload: JSON.stringify({ name, payload }) });

/** Starts an endpoint for the test stack. In memory it uses the database that the test files share. */
export function startTestEndpoint(options: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> {
  const shared = options.dataFolder === undefined ? { dynamodb: inject("dynamodbUrl") } : {};
  return startEndpoint({ stack, identities, dataFolder: null, invoke: echo, ...shared, ...options });
}

/** What the functions would build, with this caller's credentials and no repetition of failed calls. */
export function clientsOf(endpoint: { readonly url: string }, caller: string) {
  const credentials = { accessKeyId: caller, secretAccessKey: "secret" };
  const config = { endpoint: endpoint.url, region: REGION, credentials, maxAttempts: 1 };
  return {
    dynamodb: new DynamoDBClient(config),
    kms: new KMSClient(config),
    lambda: new LambdaClient(config),
  };
}

/** The name of the error that a call ends with; a call that succeeds fails the test. */
export async function errorOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error("the call was not refused");
    },
    (error: unknown) => {
      if (error instanceof Error) return error;
      throw new Error("not an Error");
    },
  );
}
