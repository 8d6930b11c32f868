import { join } from "node:path";
import type { Gateway } from "./api-gateway/gateway.ts";
import { startGateway } from "./api-gateway/gateway.ts";
import { adjustableClock, type Clock } from "./clock.ts";
import { type Closing, closing } from "./closing.ts";
import { loadStack } from "./cloudformation/load-stack.ts";
import { type SignIn, startSignIn } from "./cognito/sign-in.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { type EventSources, startEventSources } from "./event-sources/start-event-sources.ts";
import { runIdentities } from "./identities.ts";
import type { LogEvent } from "./lambda/function-log.ts";
import type { NetworkRoute } from "./lambda/messages.ts";
import { type Functions, startFunctions } from "./lambda/start-functions.ts";
import type { Credentials } from "./lambda/variables.ts";
import { type Schedules, startSchedules } from "./schedules/start-schedules.ts";
import type { Invoke, LoadedStack, Person } from "./types.ts";
import type { DecisionEntry } from "./wire/decisions.ts";
import { type AwsEndpoint, startEndpoint } from "./wire/endpoint.ts";

export interface RunOptions {
  /** A cdk.out folder. */
  readonly assembly: string;
  /** Which stack of it; may be left out when there is one. */
  readonly stack?: string | undefined;
  /** Where tables, keys, people and logs are kept; null keeps nothing. */
  readonly dataFolder: string | null;
  /** Of the API; a free one when absent. */
  readonly port?: number | undefined;
  /** Of the sign-in; a free one when absent. */
  readonly signInPort?: number | undefined;
  /** Who can sign in. */
  readonly people: readonly Person[];
  /** Whether schedules fire at their times; when false, only at the start and when asked. */
  readonly schedulesAtTheirTimes?: boolean | undefined;
  /** Milliseconds between two runs of what runs each minute; a minute when absent. */
  readonly scheduledMinute?: number | undefined;
  /** URL of a DynamoDB to use instead of starting Amazon's DynamoDB Local. */
  readonly dynamodb?: string | undefined;
  /** Told of what broke in the run itself: clients only see an error of AWS's. */
  readonly onFault?: (error: unknown) => void;
  /** Told, once for each, what the policies of the template did not allow, with the statement that was missing. */
  readonly onRefusal?: ((entry: DecisionEntry) => void) | undefined;
}

/** A synthesized stack that runs on this machine. */
export interface LocalRun {
  readonly stack: LoadedStack;
  /** Where the API begins, with its stage. */
  readonly apiUrl: string;
  readonly signIn: SignIn;
  /** The AWS endpoint: DynamoDB with its streams, KMS, Lambda and Cognito with the permissions of the template. */
  readonly endpointUrl: string;
  /** An administrator's credentials for the endpoint. */
  readonly operator: Credentials;
  readonly invoke: Invoke;
  readonly accessLog: () => readonly string[];
  readonly functionLogs: (functionName?: string) => readonly LogEvent[];
  readonly functions: Pick<Functions, "environments" | "restart" | "startCold" | "kill" | "vitals">;
  readonly schedules: Pick<Schedules, "fire" | "firings">;
  readonly eventSources: Pick<EventSources, "deliveries" | "idle">;
  readonly decisions: AwsEndpoint["decisions"];
  readonly faults: AwsEndpoint["faults"];
  /** The database without permissions, for tests that read every item. */
  readonly dynamodbUrl: string;
  /** The objects of the buckets, likewise. */
  readonly objects: AwsEndpoint["objects"];
  /** Kills the database and starts it again: what was acknowledged must still be there. */
  readonly restartDynamodb: AwsEndpoint["restartDynamodb"];
  /** Sets the clock of everything that runs here, as {@link Clock.set} does. */
  readonly setClock: Clock["set"];
  /** Ends everything that this run started; may be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Runs a synthesized stack on this machine, each part from what the template says of it.
 * @throws Error when the template holds what is not understood, or the data folder cannot be used; nothing is left running.
 */
export async function runAssembly(options: RunOptions): Promise<LocalRun> {
  const ending = closing();
  try {
    return await start(options, ending);
  } catch (error) {
    await ending.close();
    throw error;
  }
}

/** What every part is given. */
interface Base {
  readonly options: RunOptions;
  readonly stack: LoadedStack;
  readonly data: DataFolder;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

async function start(options: RunOptions, ending: Closing): Promise<LocalRun> {
  const data = await openDataFolder(options.dataFolder);
  ending.add(data.release);
  const stack = loadStack(options.assembly, options.stack, data.instance);
  const base = {
    options,
    stack,
    data,
    clock: adjustableClock(),
    onFault: options.onFault ?? (() => undefined),
  };
  const { endpoint, functions, signIn, operator, eventSources } = await startBackend(base, ending);
  const { gateway, schedules } = await startFront(base, functions.invoke, signIn, ending);
  return {
    stack,
    apiUrl: gateway.apiUrl,
    signIn,
    endpointUrl: endpoint.url,
    operator,
    invoke: functions.invoke,
    accessLog: gateway.accessLog,
    functionLogs: functions.logs,
    functions,
    schedules,
    eventSources,
    decisions: endpoint.decisions,
    faults: endpoint.faults,
    dynamodbUrl: endpoint.dynamodbUrl,
    objects: endpoint.objects,
    restartDynamodb: endpoint.restartDynamodb,
    setClock: base.clock.set,
    close: ending.close,
  };
}

/** The sign-in, the AWS endpoint on its people, the functions, which the endpoint calls and is called by, and the streams that wake them. */
async function startBackend(base: Base, ending: Closing) {
  const { stack, clock, onFault, options } = base;
  const { identities, credentialsOf, operator } = runIdentities(stack);
  const dataFolder = base.data.path;
  const started = Promise.withResolvers<Functions>();
  const invoke: Invoke = async (...call) => (await started.promise).invoke(...call);
  const { dynamodb } = options;
  const signIn = await startSignInOf(base);
  ending.add(signIn.close);
  const { directory } = signIn;
  const endpoint = await startEndpoint({
    ...{ stack, identities, dataFolder, invoke, directory, dynamodb },
    ...{ clock: clock.now, onFailure: onFault, onRefusal: options.onRefusal },
  });
  ending.add(endpoint.close);
  const routes = networkRoutes(stack, endpoint, signIn);
  const functions = startFunctions({
    stack,
    credentialsOf,
    endpointUrl: endpoint.url,
    routes,
    dataFolder,
    clock,
  });
  ending.add(functions.close);
  started.resolve(functions);
  const eventSources = startEventSources({
    ...{ stack, identities, credentialsOf, invoke, onFailure: onFault },
    endpointUrl: endpoint.url,
  });
  ending.add(eventSources.close);
  return { endpoint, functions, signIn, operator, eventSources };
}

async function startSignInOf({ stack, data, clock, onFault, options }: Base): Promise<SignIn> {
  const { people, signInPort: port = 0 } = options;
  return startSignIn({ stack, people, dataFolder: data.path, port, clock: clock.now, onFault });
}

async function startFront(
  { stack, clock, onFault, options, data }: Base,
  invoke: Invoke,
  { jwksOf }: SignIn,
  ending: Closing,
): Promise<{ readonly gateway: Gateway; readonly schedules: Schedules }> {
  const gateway = await startGateway({
    stack,
    invoke,
    jwksOf,
    port: options.port ?? 0,
    clock: clock.now,
    logFile: data.path === null ? undefined : join(data.path, "logs", "access.log"),
    onFault,
  });
  ending.add(gateway.close);
  const schedules = await startSchedules({
    ...{ stack, invoke, clock: clock.now, onFailure: onFault },
    atTheirTimes: options.schedulesAtTheirTimes,
    minute: options.scheduledMinute,
  });
  ending.add(schedules.close);
  return { gateway, schedules };
}

/** What DNS is to a deployed function: the issuers of the user pools are at the sign-in, all else is the endpoint. */
function networkRoutes(stack: LoadedStack, endpoint: AwsEndpoint, signIn: SignIn): readonly NetworkRoute[] {
  const pools = signIn.pools.map(({ poolId, issuer }) => ({
    prefix: issuer,
    target: signIn.issuerUrl(poolId),
  }));
  const services = ["dynamodb", "streams.dynamodb", "kms", "s3", "lambda", "cognito-idp"].map((service) => {
    return { prefix: `https://${service}.${stack.region}.amazonaws.com`, target: endpoint.url };
  });
  return [...pools, ...services, { prefix: endpoint.url, target: endpoint.url }];
}
