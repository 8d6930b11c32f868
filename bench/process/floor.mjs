// The floor of a request: the same calls of the database with the same items, and nothing else.
import {
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";

const commands = {
  PutItem: PutItemCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteItemsCommand,
};
const client = new DynamoDBClient({
  region: process.env.AWS_REGION,
  endpoint: process.env.AWS_ENDPOINT_URL,
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
});

/** Bytes stand in JSON as base64. */
const revived = (name, value) =>
  (name === "B" || name === ":l") && typeof value === "string" ? Buffer.from(value, "base64") : value;

export async function handler({ calls }) {
  for (const { operation, input } of JSON.parse(calls, revived)) {
    const { ClientRequestToken: _, ...rest } = input;
    await client.send(new commands[operation](rest));
  }
  return { statusCode: 200 };
}
