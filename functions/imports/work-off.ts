import { second } from "../kernel/clock.ts";
import type { JobId } from "../kernel/ids.ts";
import type { Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import { systemEvent } from "../kernel/system-event.ts";
import type { FileRow } from "./file.ts";
import { behindNext, jobRowStore, type RowResult } from "./job-row-store.ts";
import { type Job, jobStore } from "./job-store.ts";
import { workOfRow } from "./row-work.ts";

/** What the worker stands on, and the id of its run. */
export interface Run {
  readonly platform: Pick<Platform, "clock" | "newTrail" | "portsFor" | "commit">;
  readonly requestId: string;
}

/** Files that one run looks at, and rows that it works on: the rest waits for the next run. */
const mostJobs = 100;
export const mostRowsOfRun = 200;
/** A run ends by itself before its function would be stopped, at 60 s. */
const timeOfRun = 40 * second;

/**
 * Works off the files that are not finished, oldest first. Each row is one transaction with one event, on the condition that it
 * is the job's next: two runs at once, or a run that is cut off anywhere, do every row exactly once.
 * @returns how many rows this run has done.
 * @throws the first failure, when every file has had its turn.
 */
export async function workOff(run: Run): Promise<{ rows: number }> {
  const [turns, failures]: [Turns, unknown[]] = [turnsOf(run), []];
  let rows = 0;
  for (const id of await jobStore(portsOf(run)).open(mostJobs)) {
    try {
      rows += await workOffJob(id, run, turns);
    } catch (cause) {
      failures.push(cause);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { rows };
}

/** Takes a turn at a row, if there is one left. */
type Turns = () => boolean;

function turnsOf({ platform: { clock } }: Run): Turns {
  const until = clock() + timeOfRun;
  let left = mostRowsOfRun;
  return () => {
    left -= 1;
    return left >= 0 && clock() < until;
  };
}

async function workOffJob(id: JobId, run: Run, mayGoOn: Turns): Promise<number> {
  let job = await asItIs(id, run);
  let done = 0;
  const file = await jobStore(portsOf(run)).openRows(job);
  while (job.state === "running" && mayGoOn()) {
    const result = await workOffRow(job, file, run);
    // Somebody else was first, or what was decided by has changed: it is looked at again.
    job = result ? behindNext(job, result) : await asItIs(id, run);
    done += result ? 1 : 0;
  }
  return done;
}

async function asItIs(id: JobId, run: Run): Promise<Job> {
  const job = await jobStore(portsOf(run)).byId(id, { consistent: true });
  if (!job) throw new Problem("internal");
  return job;
}

/** @returns what became of the row; `undefined` when nothing was written. */
async function workOffRow(
  job: Job,
  file: readonly FileRow[],
  { platform, requestId }: Run,
): Promise<RowResult | undefined> {
  const trail = platform.newTrail();
  const ports = platform.portsFor(trail);
  const { writes, ...result } = await workOfRow(job, file, { ports, now: platform.clock() });
  const done = await jobRowStore(ports).done(job, result);
  trail.note({ job: job.id, row: file[job.next]?.row ?? 0, result: result.result });
  const resource = result.result === "invited" ? result.invitation : job.id;
  const named = {
    action: "invitation.import-row",
    by: "jobs",
    requestId,
    ...(resource && { resource }),
  } as const;
  const event = { ...systemEvent(named, trail.facts()), program: job.program };
  const { outcome } = await platform.commit(event, [...writes, ...done]);
  return outcome === "committed" ? result : undefined;
}

const portsOf = ({ platform }: Run) => platform.portsFor(platform.newTrail());
