import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, inject, it, onTestFinished } from "vitest";
import { runAssembly } from "../../../local/run.ts";
import { writeAssembly } from "../cloudformation/assembly.ts";
import { mappingOf } from "../event-sources/template.ts";
import { streamTemplate } from "../streams/template.ts";

/** The least that an API of a run is. */
const api = {
  Api: {
    Type: "AWS::ApiGateway::RestApi",
    Properties: { Body: { openapi: "3.0.1", info: { title: "none", version: "1" }, paths: {} } },
  },
  Stage: {
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId: { Ref: "Api" }, StageName: "live" },
  },
};

/** Says what it got, and asks the stream's own endpoint as an SDK would. */
const handler = `export const handler = async ({ Records }) => {
  const response = await fetch("https://streams.dynamodb.us-east-1.amazonaws.com/", {
    method: "POST",
    headers: {
      "x-amz-target": "DynamoDBStreams_20120810.DescribeStream",
      authorization: \`AWS4-HMAC-SHA256 Credential=\${process.env.AWS_ACCESS_KEY_ID}/20260101/us-east-1/dynamodb/aws4_request, Signature=0\`,
    },
    body: JSON.stringify({ StreamArn: Records[0].eventSourceARN }),
  });
  const { StreamDescription } = await response.json();
  console.log(Records.map(({ eventName }) => eventName).join(), StreamDescription.StreamStatus);
};`;

it("a run takes what is written to the function that the template maps, which can read the stream itself", async () => {
  const template = streamTemplate(undefined, { ...api, Mapping: mappingOf() });
  const assembly = writeAssembly({ template, code: { code: { "index.mjs": handler } } });
  const run = await runAssembly({
    ...{ assembly, dataFolder: null, people: [], dynamodb: inject("dynamodbUrl") },
  });
  onTestFinished(run.close);
  const client = new DynamoDBClient({
    endpoint: run.endpointUrl,
    region: "us-east-1",
    credentials: run.operator,
  });
  const TableName = run.stack.resources.get("Table")?.physicalId;
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" } } }));
  await run.eventSources.idle();
  expect(run.eventSources.deliveries()).toEqual([
    { mapping: "Mapping", functionName: "run", records: 1, failure: undefined },
  ]);
  expect(run.functionLogs("run").map(({ message }) => message)).toContainEqual(
    expect.stringContaining("INSERT ENABLED"),
  );
  await run.close();
  await expect(run.eventSources.idle()).rejects.toThrow("have ended");
});

it("a run of a template whose function may not read the stream does not start", async () => {
  const template = streamTemplate([], { ...api, Mapping: mappingOf() });
  const assembly = writeAssembly({ template, code: { code: { "index.mjs": handler } } });
  const started = runAssembly({ assembly, dataFolder: null, people: [], dynamodb: inject("dynamodbUrl") });
  await expect(started).rejects.toThrow(/^Mapping: the role of its function may not do dynamodb:ListStreams/);
});
