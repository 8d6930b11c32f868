import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";

/** What the function's execution environment is given by AWS. */
type Source = Readonly<Record<string, string | undefined>>;

const needed = (source: Source, name: string): string => {
  const value = source[name];
  if (!value) throw new Error(`Missing in the environment: ${name}.`);
  return value;
};

/** Said in full, so that no chain of credential providers and no configuration file is asked at a cold start. */
export const configuration = (source: Source) => ({
  region: needed(source, "AWS_REGION"),
  credentials: {
    accessKeyId: needed(source, "AWS_ACCESS_KEY_ID"),
    secretAccessKey: needed(source, "AWS_SECRET_ACCESS_KEY"),
    ...(source.AWS_SESSION_TOKEN && { sessionToken: source.AWS_SESSION_TOKEN }),
  },
  ...(source.AWS_ENDPOINT_URL && { endpoint: source.AWS_ENDPOINT_URL }),
  maxAttempts: 3,
  retryMode: "standard",
  defaultsMode: "standard" as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  // Whatever goes unanswered is tried three times: by the client, or by the trail's writer (audit/attempts.ts). With pauses that
  // is less than 5 s. A request that fails by it, and whose event then fails by it too, so still ends by itself within the 10 s of
  // the handler, and is not cut off at the 12 s of the function.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
});

export interface AwsClients {
  readonly dynamodb: DynamoDBClient;
  /** Makes each call once: whoever writes the audit trail must know how every single attempt ended. */
  readonly dynamodbOnce: DynamoDBClient;
  readonly kms: KMSClient;
}

/**
 * The clients of a function; nothing is called yet.
 * @throws Error that names what is missing in the environment.
 */
export const awsClients = (source: Source = process.env): AwsClients => {
  const shared = configuration(source);
  const kms = new KMSClient(shared);
  const dynamodb: DynamoDBClientConfig = {
    ...shared,
    // One for all, so that both clients of DynamoDB send over the same connections.
    requestHandler: kms.config.requestHandler,
    accountIdEndpointMode: "disabled",
    endpointDiscoveryEnabled: false,
  };
  return {
    dynamodb: new DynamoDBClient(dynamodb),
    dynamodbOnce: new DynamoDBClient({ ...dynamodb, maxAttempts: 1 }),
    kms,
  };
};
