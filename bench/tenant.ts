import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Founded } from "../cli/founded-file.ts";
import { sampleFounding } from "../cli/sample/founding.ts";
import { samplePeople } from "../cli/sample/people.ts";
import { placeIn } from "../cli/seed.ts";
import { found } from "../cli/setup.ts";
import { accessToken } from "../cli/token.ts";
import { type KithClient, kithClient } from "../functions/client.ts";
import { inForce } from "../functions/members/notices.ts";
import { synthesize } from "../infra/synthesize.ts";
import { startGateway } from "../local/api-gateway/gateway.ts";
import { adjustableClock, type Clock } from "../local/clock.ts";
import { type Closing, closing } from "../local/closing.ts";
import { loadStack } from "../local/cloudformation/load-stack.ts";
import type { SignIn } from "../local/cognito/sign-in.ts";
import type { NetworkRoute } from "../local/lambda/messages.ts";
import type { Invoke, LoadedStack } from "../local/types.ts";
import type { AwsEndpoint } from "../local/wire/endpoint.ts";
import { startBackend } from "./backend.ts";
import type { Recorder } from "./recorder.ts";

/** The sample tenant, put together from the parts of the local run so that a benchmark reaches between them. */
export interface BenchTenant {
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly decisions: AwsEndpoint["decisions"];
  readonly place: ReturnType<typeof placeIn>;
  readonly clientOf: (username: string) => Promise<KithClient>;
  /** Physical name of a function, by its place in the stack: `Community`. */
  readonly functionNamed: (name: string) => string;
  /** The variables of a deployed function's environment, with its role's credentials. */
  readonly variablesOf: (name: string) => Readonly<Record<string, string>>;
  readonly routes: readonly NetworkRoute[];
  /** The event that reaches a function while the action runs. */
  readonly eventDuring: (action: () => Promise<unknown>) => Promise<string>;
  /** Lets the workers that follow the tables work while the action runs, and everything before it be worked off first. */
  readonly whileCounting: <T>(action: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Synthesizes, runs and fills it. @param bundles folder with the functions. @throws Error when a part does not start; nothing is left running. */
export async function startBenchTenant(bundles: string): Promise<BenchTenant> {
  const ending = closing();
  try {
    return await start(bundles, ending);
  } catch (error) {
    await ending.close();
    throw error;
  }
}

async function start(bundles: string, ending: Closing): Promise<BenchTenant> {
  const stack = synthesized(bundles, ending);
  const clock = adjustableClock();
  const backend = await startBackend(stack, clock, ending);
  const { signIn, invoke, functionNamed, operator } = backend;
  const asked: string[] = [];
  const listening: Invoke = (name, payload) => {
    asked.push(payload);
    return invoke(name, payload);
  };
  const gateway = await startGateway({ stack, invoke: listening, jwksOf: signIn.jwksOf, clock: clock.now });
  ending.add(gateway.close);
  for (const worker of ["Rotation", "PoolKeys"]) await invoke(functionNamed(worker), "{}");
  const founded = await found(operator, functionNamed("Setup"), sampleFounding);
  const clientOf = clientsOf(signIn, gateway.apiUrl);
  await letIn(clientOf, founded);
  return {
    ...backend,
    clock,
    clientOf,
    apiUrl: gateway.apiUrl,
    place: placeIn(founded, "heart-failure", "daily-life"),
    eventDuring: async (action) => {
      asked.length = 0;
      await action();
      const [event] = asked;
      if (event === undefined) throw new Error("No function was asked.");
      return event;
    },
    close: ending.close,
  };
}

function synthesized(bundles: string, ending: Closing): LoadedStack {
  const folder = mkdtempSync(join(tmpdir(), "kith-bench-"));
  ending.add(async () => rmSync(folder, { recursive: true, force: true }));
  const tenantsFolder = join(import.meta.dirname, "..", "tenants");
  const [tenant] = synthesize({ tenantsFolder, outFolder: join(folder, "cdk.out"), bundles });
  return loadStack(join(folder, "cdk.out"), tenant?.stack);
}

function clientsOf(signIn: SignIn, apiUrl: string): BenchTenant["clientOf"] {
  return async (username) => {
    const person = samplePeople.find((known) => known.username === username);
    const pool = signIn.pools.find(({ kind }) => kind === person?.pool);
    const [client] = pool?.clients ?? [];
    if (!pool || !client) throw new Error("There is no such sample person.");
    const place = {
      issuerUrl: signIn.issuerUrl(pool.poolId),
      clientId: client.clientId,
      scopes: client.scopes.filter((scope) => scope.startsWith("kith/")),
      redirectUri: client.callbackUrls[0] ?? "http://127.0.0.1/signed-in",
    };
    const token = await accessToken(place, username);
    return kithClient(apiUrl, () => token);
  };
}

async function letIn(clientOf: BenchTenant["clientOf"], { invitations }: Founded): Promise<void> {
  for (const [index, { username }] of samplePeople.entries()) {
    const client = await clientOf(username);
    const { response } = await client.POST("/v1/invitations/accept", {
      params: { header: { "Idempotency-Key": `join-${username}` } },
      body: {
        code: invitations[index]?.code ?? "",
        alias: username,
        ...inForce,
      },
    });
    if (!response.ok) throw new Error("A sample person could not join.");
  }
}
