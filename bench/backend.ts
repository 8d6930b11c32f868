import { LambdaClient } from "@aws-sdk/client-lambda";
import { samplePeople } from "../cli/sample/people.ts";
import type { Clock } from "../local/clock.ts";
import type { Closing } from "../local/closing.ts";
import { type SignIn, startSignIn } from "../local/cognito/sign-in.ts";
import { startDynamodb } from "../local/dynamodb/process.ts";
import { type EventSourcesOptions, startEventSources } from "../local/event-sources/start-event-sources.ts";
import { runIdentities } from "../local/identities.ts";
import type { NetworkRoute } from "../local/lambda/messages.ts";
import { functionSettings } from "../local/lambda/settings.ts";
import { type Functions, startFunctions } from "../local/lambda/start-functions.ts";
import { processVariables } from "../local/lambda/variables.ts";
import type { LoadedStack } from "../local/types.ts";
import { type AwsEndpoint, startEndpoint } from "../local/wire/endpoint.ts";
import { startRecorder } from "./recorder.ts";

/** Everything behind the API, with a recorder between the endpoint and its database. */
export async function startBackend(stack: LoadedStack, clock: Clock, ending: Closing) {
  const { identities, credentialsOf, operator } = runIdentities(stack);
  const database = await startDynamodb(null);
  ending.add(database.close);
  const recorder = await startRecorder(database.url);
  ending.add(recorder.close);
  const started = Promise.withResolvers<Functions>();
  const signIn = await startSignIn({ stack, people: samplePeople, dataFolder: null, clock: clock.now });
  ending.add(signIn.close);
  const { directory } = signIn;
  const endpoint = await startEndpoint({
    ...{ stack, identities, dataFolder: null, clock: clock.now, directory, dynamodb: recorder.url },
    invoke: async (name, payload) => (await started.promise).invoke(name, payload),
  });
  ending.add(endpoint.close);
  const routes = routesTo(endpoint, signIn);
  const functions = startFunctions({
    stack,
    credentialsOf,
    endpointUrl: endpoint.url,
    routes,
    clock,
    dataFolder: null,
  });
  ending.add(functions.close);
  started.resolve(functions);
  const { invoke } = functions;
  const functionOf = (name: string) => functionIn(stack, name);
  const { region } = stack;
  return {
    recorder,
    signIn,
    invoke,
    routes,
    decisions: endpoint.decisions,
    whileCounting: <T>(action: () => Promise<T>) =>
      whileCounting({ stack, identities, credentialsOf, invoke, endpointUrl: endpoint.url }, action),
    operator: new LambdaClient({ region, endpoint: endpoint.url, credentials: operator }),
    functionNamed: (name: string) => functionOf(name).physicalId,
    variablesOf: (name: string) => {
      const settings = functionSettings(functionOf(name), stack);
      return processVariables(settings, credentialsOf(settings.roleArn), endpoint.url)("bench");
    },
  };
}

/** Streams are read only when a measurement asks for it: elsewhere the polls would stand among the recorded calls. */
async function whileCounting<T>(options: EventSourcesOptions, action: () => Promise<T>): Promise<T> {
  const sources = startEventSources(options);
  try {
    await sources.idle();
    return await action();
  } finally {
    await sources.close();
  }
}

function functionIn(stack: LoadedStack, name: string) {
  const [only, ...more] = stack
    .byType("AWS::Lambda::Function")
    .filter(({ logicalId }) => logicalId.includes(name));
  if (!only || more.length > 0) throw new Error("The template has no such function, or several.");
  return only;
}

function routesTo(endpoint: AwsEndpoint, signIn: SignIn): readonly NetworkRoute[] {
  const pools = signIn.pools.map(({ poolId, issuer }) => ({
    prefix: issuer,
    target: signIn.issuerUrl(poolId),
  }));
  return [...pools, { prefix: endpoint.url, target: endpoint.url }];
}
