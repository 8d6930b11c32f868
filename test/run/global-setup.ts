import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stdout } from "node:process";
import type { TestProject } from "vitest/node";
import { z } from "zod";
import type { LocalTenant } from "../../cli/local-tenant.ts";
import { functionNamed, startLocalTenant } from "../../cli/local-tenant.ts";
import { sampleFounding } from "../../cli/sample/founding.ts";
import { samplePeople } from "../../cli/sample/people.ts";
import { joinSamplePeople } from "../../cli/seed.ts";
import { found } from "../../cli/setup.ts";
import type { Fault } from "../../local/wire/faults.ts";
import { collectedHeapKib } from "../vitals/collected-heap.ts";
import { offer } from "./control.ts";
import { checkLeastPrivilege, forgetReport, type TestsOfProject } from "./least-privilege/check.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly control: string;
  }
}

/** Starts one tenant for all tests of this project: isolation between tests comes from fresh ids, not from fresh tenants. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  forgetReport();
  return startTenant(project);
}

interface TenantOptions {
  /** May change the template before it runs. */
  readonly synthesized?: (templateFile: string) => void;
  /** Whether the tables lie on disk, where they outlive their database. */
  readonly onDisk?: boolean;
}

/** Starts a tenant for the tests of a project. @returns what ends it. */
export async function startTenant(
  project: TestProject,
  { onDisk = false, synthesized = () => undefined }: TenantOptions = {},
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "kith-run-"));
  const tenant = await startLocalTenant({
    dataFolder: onDisk ? join(folder, "data") : null,
    assembly: join(folder, "cdk.out"),
    people: samplePeople,
    // Tests count what lies in the tables, and say themselves when a worker runs.
    workersAtTheirTimes: false,
    synthesized,
  });
  const founded = await found(tenant.lambda, tenant.setupFunction, sampleFounding);
  await joinSamplePeople(tenant, founded);
  const offered = await offer(functionsOf(tenant, founded));
  project.provide("control", offered.url);
  return async () => {
    await offered.close();
    await tenant.run.close();
    rmSync(folder, { recursive: true, force: true });
    const { stack, decisions } = tenant.run;
    // Other projects start the same tenant, and use only parts of it.
    if (project.name === "run")
      stdout.write(`${await checkLeastPrivilege(testsOf(project), stack, decisions)}\n`);
  };
}

/** Vitest's own methods want to be called on their project. */
const testsOf = (project: TestProject): TestsOfProject => ({
  name: project.name,
  globTestFiles: () => project.globTestFiles(),
  vitest: {
    config: project.vitest.config,
    state: { getTestModules: () => project.vitest.state.getTestModules() },
  },
});

/** What one request is to meet. */
interface Arrangement {
  readonly trace: string;
  readonly faults: readonly Fault[];
  /** Name of the function that is to start cold. */
  readonly cold?: string | undefined;
}
const reached = z.object({ integrationStatus: z.string() });

type TrailBucket = "AuditWormBucket" | "AuditEdgeBucket";

export type TenantControl = ReturnType<typeof functionsOf>;

/** What tests do to the tenant that no client could. */
function functionsOf({ run, file, lambda }: LocalTenant, founded: Awaited<ReturnType<typeof found>>) {
  const pool = (kind: "members" | "workforce") =>
    run.signIn.pools.find((candidate) => candidate.kind === kind);
  const bucketNamed = (bucket: TrailBucket) =>
    run.stack.byType("AWS::S3::Bucket").find(({ logicalId }) => logicalId === bucket)?.physicalId ?? "";
  const versionsOf = (bucket: TrailBucket, key: string) => run.objects.versions(bucketNamed(bucket), key);
  const lost: ReturnType<typeof versionsOf>[number][] = [];
  return {
    functionVitals: () => run.functions.vitals(),
    /** What the run's own process holds, in KiB: without the access log, of which it keeps every line on purpose. */
    heapKib: () => collectedHeapKib() - run.accessLog().reduce((sum, { length }) => sum + length, 0) / 1_024,
    /** How many requests a function was asked to answer. */
    reachedFunctions: () =>
      run.accessLog().filter((line) => reached.parse(JSON.parse(line)).integrationStatus !== "-").length,
    facts: () => ({
      processId: process.pid,
      apiUrl: run.apiUrl,
      pools: file.pools,
      trail: file.trail,
      issuers: { members: pool("members")?.issuer ?? "", workforce: pool("workforce")?.issuer ?? "" },
      founded,
      dynamodbUrl: run.dynamodbUrl,
      endpointUrl: run.endpointUrl,
      operator: run.operator,
      region: run.stack.region,
      setupFunction: functionNamed(run, "Setup"),
      tables: run.stack
        .byType("AWS::DynamoDB::GlobalTable")
        .map(({ logicalId, physicalId }) => ({ logicalId, physicalId })),
      rules: run.stack
        .byType("AWS::Events::Rule")
        .map(({ logicalId, physicalId }) => ({ logicalId, physicalId })),
      keys: run.stack.byType("AWS::KMS::Key").map(({ logicalId, physicalId }) => ({ logicalId, physicalId })),
    }),
    addPerson: run.signIn.addPerson,
    mint: (
      kind: "members" | "workforce",
      claims: Record<string, unknown>,
      signature?: "own" | "unsigned" | "other key",
    ) => run.signIn.mint(pool(kind)?.poolId ?? "", claims, signature),
    /** Makes invitations for further people: each test brings its own. */
    found: (request: unknown) => found(lambda, functionNamed(run, "Setup"), request),
    invoke: (name: string, payload: unknown, trace?: string) =>
      run.invoke(functionNamed(run, name), JSON.stringify(payload), trace),
    /** Every version of every object of a bucket of the trail, oldest first; bodies in base64. */
    objects: (bucket: TrailBucket) =>
      run.objects.keys(bucketNamed(bucket)).flatMap((key) =>
        versionsOf(bucket, key)
          .toReversed()
          .map(({ body, tags, retention }) => ({
            ...{ key, tags, retention: retention?.until ?? null },
            body: body?.toString("base64") ?? null,
          })),
      ),
    /** Takes an object away, past everything that protects it, as nobody can on AWS. */
    lose: async (bucket: TrailBucket, key: string) => {
      for (const version of versionsOf(bucket, key)) {
        lost.push(version);
        await run.objects.remove(version);
      }
    },
    /** Gives back what was taken away. */
    giveBack: async () => {
      for (const version of lost.splice(0).toReversed()) await run.objects.add(version);
    },
    restart: (name: string) => run.functions.restart(functionNamed(run, name)),
    accessLog: (from = 0) => run.accessLog().slice(from),
    functionLogs: (from = 0) => run.functionLogs().slice(from),
    restartDynamodb: () => run.restartDynamodb(),
    decisions: () => run.decisions.entries(),
    addFault: (fault: Parameters<typeof run.faults.add>[0]) => run.faults.add(fault),
    conflicts: (probability: number, seed: number) => run.faults.conflicts(probability, seed),
    pendingFaults: () => run.faults.pending(),
    clearFaults: (trace?: string) => run.faults.clear(trace),
    /** Plans what a request with this trace meets; the function that serves it may start cold for it. */
    arrange: ({ trace, faults, cold }: Arrangement) => {
      run.faults.watch(trace);
      for (const fault of faults) run.faults.add({ ...fault, trace });
      if (cold !== undefined) run.functions.startCold(functionNamed(run, cold), trace);
    },
    /** Ends what was planned for a trace. @returns what was called for it. */
    callsOf: async (trace: string) => {
      run.faults.clear(trace);
      return run.faults.calls(trace);
    },
    stuck: (trace: string) => run.faults.stuck(trace),
    release: (trace: string) => run.faults.release(trace),
    forget: (trace: string) => run.faults.forget(trace),
    kill: (name: string, trace: string) => run.functions.kill(functionNamed(run, name), trace),
    setClock: (to: Parameters<typeof run.setClock>[0]) => run.setClock(to),
    /** Ends when the workers that follow the tables have worked off every change. */
    counted: () => run.eventSources.idle(),
    deliveries: () => run.eventSources.deliveries(),
    fire: (rule: string) => run.schedules.fire(rule),
  };
}
