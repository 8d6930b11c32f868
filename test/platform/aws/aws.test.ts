import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { awsClients, configuration } from "../../../functions/platform/aws.ts";

const source = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "id",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "session",
  // Nothing listens here: a call ends at once.
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
};
const read = new GetItemCommand({ TableName: "community", Key: { pk: { S: "pk" }, sk: { S: "sk" } } });

describe("the clients of a function", () => {
  it("use the credentials of the execution environment and no others", async () => {
    const { dynamodb, dynamodbOnce, kms } = awsClients(source);
    for (const client of [dynamodb, dynamodbOnce, kms]) {
      const credentials = await client.config.credentials();
      expect(credentials).toMatchObject({
        accessKeyId: "id",
        secretAccessKey: "secret",
        sessionToken: "session",
      });
      expect(await client.config.region()).toBe("us-east-1");
    }
  });
  it("try three times where a repetition does no harm, and once where each answer counts", async () => {
    const { dynamodb, dynamodbOnce } = awsClients(source);
    await expect(dynamodb.send(read)).rejects.toMatchObject({ $metadata: { attempts: 3 } });
    await expect(dynamodbOnce.send(read)).rejects.toMatchObject({ $metadata: { attempts: 1 } });
  });
  it("give up a call, and then the event of its failure, within the 10 s of the handler", () => {
    const { maxAttempts, requestHandler } = configuration(source);
    expect(2 * maxAttempts * requestHandler.requestTimeout).toBeLessThan(10_000);
  });
  it("call it a timeout when nobody answers", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const { dynamodbOnce } = awsClients({ ...source, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    await expect(dynamodbOnce.send(read)).rejects.toMatchObject({ name: "TimeoutError" });
    silent.closeAllConnections();
    silent.close();
  });
  it.each(["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])("are not made without %s", (name) => {
    expect(() => awsClients({ ...source, [name]: undefined })).toThrow(
      `Missing in the environment: ${name}.`,
    );
  });
});
