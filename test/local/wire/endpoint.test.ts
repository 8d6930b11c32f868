import { GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GenerateDataKeyCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Invocation } from "../../../local/types.ts";
import type { AwsEndpoint } from "../../../local/wire/endpoint.ts";
import { clientsOf, errorOf, startTestEndpoint } from "./clients.ts";
import { FUNCTION_ARN, READER_ARN, SEAL_ARN, TABLE, TABLE_ARN, WRITER_ARN } from "./stack.ts";

let endpoint: AwsEndpoint;
let writer: ReturnType<typeof clientsOf>;
let invocation: Invocation = { payload: "{}" };
const invoked: string[] = [];
const refusals: string[] = [];

beforeAll(async () => {
  endpoint = await startTestEndpoint({
    invoke: async (name, payload) => {
      invoked.push(`${name} ${payload}`);
      return invocation;
    },
    onRefusal: ({ principal, why }) => refusals.push(`${principal}: ${why}`),
  });
  writer = clientsOf(endpoint, "WRITER");
}, 30_000);

afterAll(async () => endpoint.close());

afterEach(() => {
  endpoint.faults.clear();
  endpoint.decisions.clear();
});

const put = () => new PutItemCommand({ TableName: TABLE, Item: { pk: { S: "m#1" }, sk: { S: "a" } } });
const get = () =>
  new GetItemCommand({
    TableName: TABLE,
    Key: { pk: { S: "m#1" }, sk: { S: "a" } },
    ConsistentRead: true,
  });
const dataKey = () =>
  new GenerateDataKeyCommand({
    KeyId: SEAL_ARN,
    KeySpec: "AES_256",
    EncryptionContext: { tenant: "lakeside" },
  });

describe("identity", () => {
  it("refuses an access key that is not known", async () => {
    const error = await errorOf(clientsOf(endpoint, "NOBODY").dynamodb.send(get()));
    expect(error.name).toBe("UnrecognizedClientException");
  });

  it("refuses a request without a signature", async () => {
    const headers = { "x-amz-target": "DynamoDB_20120810.GetItem" };
    const response = await fetch(endpoint.url, { method: "POST", headers, body: "{}" });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { __type: "MissingAuthenticationTokenException" },
    ]);
  });

  it("gives every answer a request id, refusals too", async () => {
    const output = await writer.dynamodb.send(put());
    const error = await errorOf(writer.kms.send(new ListKeysCommand({})));
    expect(output.$metadata.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(error).toMatchObject({ $metadata: { requestId: expect.stringMatching(/^[\da-f-]{36}$/) } });
  });
});

describe("unknown requests", () => {
  it("refuses an operation that is not in the service's table", async () => {
    const error = await errorOf(writer.dynamodb.send(new ListTablesCommand({})));
    expect(error.name).toBe("UnknownOperationException");
  });

  it("refuses a service that is not there", async () => {
    const response = await fetch(`${endpoint.url}/bucket/key`);
    expect(response.status).toBe(404);
  });

  it("refuses a body that is not a JSON object", async () => {
    const headers = {
      "x-amz-target": "TrentService.Encrypt",
      authorization: "AWS4-HMAC-SHA256 Credential=WRITER/20260101/us-east-1/kms/aws4_request, Signature=0",
    };
    const response = await fetch(endpoint.url, { method: "POST", headers, body: "[]" });
    expect(await response.json()).toMatchObject({ __type: "SerializationException" });
  });
});

describe("decision log", () => {
  it("holds who asked for what and why it was allowed, and no value", async () => {
    await writer.dynamodb.send(put());
    expect(endpoint.decisions.entries()).toMatchObject([
      { principal: WRITER_ARN, action: "dynamodb:PutItem", resource: TABLE_ARN, decision: "allow" },
      { action: "kms:Decrypt", decision: "allow", why: "identity policy, statement TableKey" },
    ]);
    expect(JSON.stringify(endpoint.decisions.entries())).not.toContain("m#1");
  });
});

describe("faults", () => {
  it("cut: the call is not made", async () => {
    await writer.dynamodb.send(put());
    endpoint.faults.add({ service: "dynamodb", operation: "PutItem", resource: TABLE, kind: "cut" });
    const item = { pk: { S: "m#1" }, sk: { S: "a" }, changed: { BOOL: true } };
    await errorOf(writer.dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: item })));
    expect((await writer.dynamodb.send(get())).Item).not.toHaveProperty("changed");
  });

  it("cut-after: the call is made and its answer is lost", async () => {
    endpoint.faults.add({
      service: "dynamodb",
      operation: "PutItem",
      principal: "role/writer",
      kind: "cut-after",
    });
    const item = { pk: { S: "m#1" }, sk: { S: "a" }, changed: { BOOL: true } };
    await errorOf(writer.dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: item })));
    expect((await writer.dynamodb.send(get())).Item).toMatchObject({ changed: { BOOL: true } });
  });

  it.each([
    ["dynamodb", "throttle", "ThrottlingException"],
    ["dynamodb", "unavailable", "InternalServerError"],
    ["dynamodb", "conflict", "TransactionConflictException"],
    ["dynamodb", "kms-disabled", "AccessDeniedException"],
    ["dynamodb", "kms-pending", "AccessDeniedException"],
  ] as const)("%s %s is answered with %s, once", async (service, kind, name) => {
    endpoint.faults.add({ service, kind });
    expect((await errorOf(writer.dynamodb.send(put()))).name).toBe(name);
    await writer.dynamodb.send(put());
    expect(endpoint.faults.pending()).toBe(0);
  });

  it.each([
    ["throttle", "ThrottlingException"],
    ["unavailable", "KMSInternalException"],
    ["kms-disabled", "DisabledException"],
    ["kms-pending", "KMSInvalidStateException"],
  ] as const)("kms %s is answered with %s", async (kind, name) => {
    endpoint.faults.add({ service: "kms", kind, times: 2 });
    expect((await errorOf(writer.kms.send(dataKey()))).name).toBe(name);
    expect(endpoint.faults.pending()).toBe(1);
  });

  it("refuses a failure that a service cannot have", () => {
    expect(() => endpoint.faults.add({ service: "kms", kind: "conflict" })).toThrow(
      "no fault conflict for kms",
    );
  });
});

describe("Lambda Invoke", () => {
  const invoke = (type: "RequestResponse" | "Event" | "DryRun", name = "worker") =>
    new InvokeCommand({ FunctionName: name, InvocationType: type, Payload: Buffer.from('{"n":1}') });

  it("RequestResponse: the answer is the function's", async () => {
    invocation = { payload: '{"done":true}' };
    const { StatusCode, FunctionError, Payload } = await writer.lambda.send(
      invoke("RequestResponse", FUNCTION_ARN),
    );
    expect([StatusCode, FunctionError, Payload?.transformToString()]).toEqual([
      200,
      undefined,
      '{"done":true}',
    ]);
    expect(invoked).toContain('worker {"n":1}');
  });

  it("a function that fails answers 200 with FunctionError", async () => {
    invocation = { payload: '{"errorType":"Error"}', failure: "Timeout" };
    const { StatusCode, FunctionError } = await writer.lambda.send(invoke("RequestResponse"));
    expect([StatusCode, FunctionError]).toEqual([200, "Unhandled"]);
  });

  it("Event: answers 202 and runs the function", async () => {
    invoked.splice(0);
    const { StatusCode } = await writer.lambda.send(invoke("Event"));
    expect([StatusCode, invoked]).toEqual([202, ['worker {"n":1}']]);
  });

  it("refuses an unknown kind of invocation and an unknown function", async () => {
    expect((await errorOf(writer.lambda.send(invoke("DryRun")))).name).toBe("ValidationException");
    expect((await errorOf(writer.lambda.send(invoke("Event", "other")))).name).toBe(
      "ResourceNotFoundException",
    );
  });

  it("refuses a caller without lambda:InvokeFunction", async () => {
    const error = await errorOf(clientsOf(endpoint, "READER").lambda.send(invoke("Event")));
    expect(error).toMatchObject({ name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
    const why = `no statement of the role's policies allows lambda:InvokeFunction on ${FUNCTION_ARN}: no statement names this action`;
    expect(error.message).toContain(`because ${why}`);
    expect(refusals).toEqual([`${READER_ARN}: ${why}`]);
  });
});
