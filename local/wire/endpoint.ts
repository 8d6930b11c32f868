import { join } from "node:path";
import type { Directory } from "../cognito/directory.ts";
import { cognitoService } from "../cognito/service.ts";
import { type Database, startDynamodb } from "../dynamodb/process.ts";
import { rawCalls, rawStreamCalls } from "../dynamodb/raw.ts";
import { dynamodbService } from "../dynamodb/service.ts";
import { createTables } from "../dynamodb/tables.ts";
import { tablesOf } from "../dynamodb/template.ts";
import { openKeys } from "../kms/keys.ts";
import { kmsService } from "../kms/service.ts";
import { s3Service } from "../s3/service.ts";
import { type ObjectStore, openObjectStore } from "../s3/store.ts";
import { bucketsOf } from "../s3/template.ts";
import { arnsOf } from "../streams/arns.ts";
import { streamsService } from "../streams/service.ts";
import type { Identities, Invoke, LoadedStack, Server } from "../types.ts";
import { type DecisionEntry, type Decisions, decisionLog } from "./decisions.ts";
import { type Faults, faultPlan } from "./faults.ts";
import { handle } from "./handle.ts";
import { listen } from "./http.ts";
import { lambdaService } from "./lambda-service.ts";
import type { Service } from "./operation.ts";

export interface EndpointOptions {
  readonly stack: LoadedStack;
  readonly identities: Identities;
  /** Where tables and keys are kept; null keeps them in memory. */
  readonly dataFolder: string | null;
  readonly invoke: Invoke;
  /** The user pools and their people; without it there is no Cognito. */
  readonly directory?: Directory;
  readonly clock?: () => Date;
  /** URL of a running DynamoDB to use instead of starting Amazon's DynamoDB Local. */
  readonly dynamodb?: string | undefined;
  /** Told of what went wrong in the endpoint itself and was answered with `InternalFailure`. */
  readonly onFailure?: (error: unknown) => void;
  /** Told of each different refusal of IAM once. */
  readonly onRefusal?: ((entry: DecisionEntry) => void) | undefined;
}

/** The AWS of a stack: DynamoDB with its streams, KMS, Lambda's Invoke and the clients and people of user pools at one URL. */
export interface AwsEndpoint extends Server {
  readonly decisions: Decisions;
  readonly faults: Faults;
  /** The database without permissions, for tests that read every item. */
  readonly dynamodbUrl: string;
  /** The objects without permissions or locks, for tests that read every one, or do what no caller can. */
  readonly objects: ObjectStore;
  /** Kills the database and starts it again. @throws Error when it is not this endpoint's own. */
  readonly restartDynamodb: () => Promise<void>;
}

/**
 * Starts the endpoint, with the tables and keys of the template.
 *
 * @throws Error when a store in the data folder cannot be opened, or the template holds what is not understood.
 */
export async function startEndpoint(options: EndpointOptions): Promise<AwsEndpoint> {
  const { dataFolder, dynamodb } = options;
  const database =
    dynamodb === undefined
      ? await startDynamodb(dataFolder === null ? null : join(dataFolder, "dynamodb"))
      : { url: dynamodb, restart: notOurs, close: async () => undefined };
  try {
    return await serve(options, database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function notOurs(): Promise<never> {
  throw new Error("The database is not one that this endpoint has started.");
}

async function serve(options: EndpointOptions, database: Database): Promise<AwsEndpoint> {
  const {
    stack,
    identities,
    invoke,
    directory,
    dataFolder,
    clock: now = () => new Date(),
    onFailure = () => undefined,
  } = options;
  const keys = await openKeys(stack, dataFolder, now);
  const objects = await openObjectStore(dataFolder === null ? null : join(dataFolder, "s3"));
  const raw = rawCalls(database.url);
  const tables = tablesOf(stack);
  await createTables(raw, tables.values());
  const arns = await arnsOf(raw, [...tables.values()]);
  const storage = { stack, tables, keys, raw, arns, now };
  const lambda = lambdaService(stack, invoke, now);
  const services: readonly Service[] = [
    dynamodbService(storage),
    streamsService({ ...storage, rawStreams: rawStreamCalls(database.url) }),
    kmsService(keys),
    s3Service({ ...storage, buckets: bucketsOf(stack), store: objects }),
    ...(directory === undefined ? [] : [cognitoService(directory)]),
    lambda,
  ];
  const decisions = decisionLog(undefined, options.onRefusal);
  const faults = faultPlan();
  const pipeline = { services, identities, decisions, faults, onFailure };
  const server = await listen((request, id) => handle(pipeline, request, id));
  const close = async () => {
    await lambda.idle();
    await server.close();
    await database.close();
  };
  const { url: dynamodbUrl, restart: restartDynamodb } = database;
  return { url: server.url, objects, decisions, faults, dynamodbUrl, restartDynamodb, close };
}
