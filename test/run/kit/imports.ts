import { clientOf, once } from "../tenant.ts";
import { runWorker } from "./workers.ts";

export const importsPath = "/v1/programs/{programId}/invitation-imports";
export const importPath = "/v1/programs/{programId}/invitation-imports/{jobId}";
interface At {
  readonly programId: string;
  readonly spaceId: string;
}

/** Sends a file of invitations into a space. @returns the id of its job. */
export async function sendFile(username: string, { programId, spaceId }: At, csv: string): Promise<string> {
  const sent = await clientOf(username).POST(importsPath, {
    params: { path: { programId }, header: once() },
    body: { csv, spaceIds: [spaceId] },
  });
  if (!sent.data) throw new Error("The file was not taken.");
  return sent.data.jobId;
}

/** What the care team sees of a job: its first hundred rows. */
export async function progressOf(username: string, { programId }: At, jobId: string) {
  const params = { path: { programId, jobId }, query: { limit: "100" } };
  const read = await clientOf(username).GET(importPath, { params });
  if (!read.data) throw new Error("The job could not be read.");
  return read.data;
}

/** Lets the worker run until a job is done: other tests may have left jobs that come first. */
export async function workOff(username: string, at: At, jobId: string) {
  for (let run = 0; run < 50; run += 1) {
    await runWorker("Jobs");
    const progress = await progressOf(username, at, jobId);
    if (progress.state === "done") return progress;
  }
  throw new Error("The job does not come to its end.");
}
