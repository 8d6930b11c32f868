import { dirname, join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { bundleFunctions } from "../build.ts";
import { type KithClient, kithClient } from "../functions/client.ts";
import { synthesize } from "../infra/synthesize.ts";
import { type LocalRun, type RunOptions, runAssembly } from "../local/run.ts";
import type { Person } from "../local/types.ts";
import { knownTenant, tenantsFolder } from "./known-tenant.ts";
import type { RunFile } from "./run-file.ts";
import { accessToken } from "./token.ts";

/** A tenant that runs on this machine, and what the commands do with it. */
export interface LocalTenant {
  readonly run: LocalRun;
  readonly file: RunFile;
  readonly tokenOf: (username: string) => Promise<string>;
  readonly clientOf: (username: string) => Promise<KithClient>;
  /** The operator's own client, with the credentials of this run. */
  readonly lambda: LambdaClient;
  /** Physical name of the function that begins a tenant. */
  readonly setupFunction: string;
}

export interface LocalTenantOptions {
  readonly dataFolder: string | null;
  /** Folder that receives the cloud assembly. */
  readonly assembly: string;
  readonly tenantsFolder?: string;
  /** Id of the tenant; the first of the folder when absent. */
  readonly tenant?: string | undefined;
  readonly port?: number | undefined;
  readonly people: readonly Person[];
  /** Whether workers run at their times; when false, only at the start and when asked. */
  readonly workersAtTheirTimes?: boolean;
  readonly progress?: (sentence: string) => void;
  /** Told of the tenant's template before it runs: what a test changes in the file is run. */
  readonly synthesized?: (templateFile: string) => void;
  /** Told, once for each, what the policies did not allow. */
  readonly onRefusal?: RunOptions["onRefusal"];
}

/** Milliseconds: a newcomer sees what workers do within seconds, the trail sealed above all. */
const SHORT_MINUTE = 5_000;

/** Bundles, synthesizes and runs: what runs here is the template that would be deployed. */
export async function startLocalTenant(options: LocalTenantOptions): Promise<LocalTenant> {
  const { assembly, dataFolder, people, port, progress = () => undefined } = options;
  progress("Bundling the functions");
  // Beside the assembly, where no other start at the same time empties it.
  const bundles = join(dirname(assembly), "bundles");
  await bundleFunctions({ outFolder: bundles });
  progress("Synthesizing the stack");
  const tenants = synthesize({
    tenantsFolder: options.tenantsFolder ?? tenantsFolder,
    outFolder: assembly,
    bundles,
  });
  const { stack, id } = knownTenant(tenants, options.tenant);
  options.synthesized?.(join(assembly, `${stack}.template.json`));
  progress("Starting DynamoDB Local, the AWS endpoint, the sign-in and the API");
  const dynamodb = process.env.KITH_DYNAMODB;
  const run = await runAssembly({
    ...{ assembly, stack, dataFolder, people, port, dynamodb },
    schedulesAtTheirTimes: options.workersAtTheirTimes,
    scheduledMinute: SHORT_MINUTE,
    onRefusal: options.onRefusal,
  });
  return tenantOf(run, id, people);
}

function tenantOf(run: LocalRun, tenant: string, people: readonly Person[]): LocalTenant {
  const file = {
    apiUrl: run.apiUrl,
    pools: { members: poolOf(run, "members"), workforce: poolOf(run, "workforce") },
    people: [...people],
    trail: {
      tenant,
      worm: physicalId(run, "AWS::S3::Bucket", "AuditWormBucket"),
      edge: physicalId(run, "AWS::S3::Bucket", "AuditEdgeBucket"),
    },
    aws: { endpoint: run.endpointUrl, region: run.stack.region, credentials: run.operator },
  };
  const tokenOf = (username: string): Promise<string> => {
    const person = people.find((known) => known.username === username);
    if (!person) throw new Error("There is no such person in the local run.");
    return accessToken(file.pools[person.pool], username);
  };
  const clientOf = async (username: string): Promise<KithClient> => {
    const token = await tokenOf(username);
    return kithClient(run.apiUrl, () => token);
  };
  const { region } = run.stack;
  const lambda = new LambdaClient({ region, endpoint: run.endpointUrl, credentials: run.operator });
  return { run, file, tokenOf, clientOf, lambda, setupFunction: functionNamed(run, "Setup") };
}

function poolOf({ signIn }: LocalRun, kind: Person["pool"]): RunFile["pools"]["members"] {
  const pool = signIn.pools.find((candidate) => candidate.kind === kind);
  const [client] = pool?.clients ?? [];
  if (!pool || !client) throw new Error(`The template has no ${kind} pool with an app client.`);
  return {
    issuerUrl: signIn.issuerUrl(pool.poolId),
    clientId: client.clientId,
    scopes: client.scopes.filter((scope) => scope.startsWith("kith/")),
    redirectUri: client.callbackUrls[0] ?? "http://127.0.0.1/signed-in",
  };
}

/** The physical name of a function, found by its place in the stack. */
export const functionNamed = (run: LocalRun, name: string): string =>
  physicalId(run, "AWS::Lambda::Function", name);

function physicalId({ stack }: LocalRun, type: string, name: string): string {
  const found = stack.byType(type).filter(({ logicalId }) => logicalId.includes(name));
  const [only] = found;
  if (!only || found.length > 1) throw new Error("The template has no such resource, or several.");
  return only.physicalId;
}
