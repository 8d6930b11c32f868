import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import {
  type JobId,
  jobId,
  type MemberId,
  memberId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
} from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { jobKey, jobPrefix, openJobKey, openJobs, programJobKey, programJobs } from "../kernel/keys.ts";
import { languages } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import {
  type Attributes,
  type Item,
  type Key,
  type Place,
  tenantMember,
  type Write,
} from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { FileRow } from "./file.ts";

const stored = z.object({
  by: memberId,
  program: programId,
  spaces: z.array(spaceId),
  state: z.enum(["running", "done"]),
  at: z.string(),
  total: z.number(),
  next: z.number(),
  invited: z.number(),
  rows: sealedBytes,
  v: z.number(),
});
const fileRow = z.object({ row: z.int(), language: z.enum(languages), email: z.string() });
const storedEntry = z.object({ at: z.string(), total: z.number() });

/** A file of invitations that is worked off row by row. Its rows are still sealed. */
export interface Job extends z.output<typeof stored> {
  readonly id: JobId;
  readonly item: Item;
}
export interface NewJob {
  readonly id: JobId;
  readonly by: MemberId;
  readonly program: ProgramId;
  readonly spaces: readonly SpaceId[];
  readonly rows: readonly FileRow[];
  readonly now: number;
}

/** Files of invitations: named access patterns, and the writes that make them. */
export const jobStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => ({
  byId: async (id: JobId, options?: { consistent: boolean }): Promise<Job | undefined> => {
    const item = await reader.get(jobKey(id), options);
    return item && { ...readItem(stored, item), id, item };
  },

  /** Whom the file invites. @throws Problem `unavailable` when its rows do not open. */
  openRows: async (job: Job): Promise<readonly FileRow[]> => {
    const place = rowsPlace(job.item, job.v);
    const [rows] = await vault.openAll([{ place, sealed: job.rows, shape: "structured" }]);
    if (rows?.state !== "open") throw new Problem("unavailable");
    return rows.text.split("\n").map(rowIn);
  },

  /** The program's files, newest first. */
  ofProgram: (program: ProgramId, page: { limit: number; after: string | undefined }) =>
    reader.newestFirst(programJobs(program), { prefix: jobPrefix, ...page }),

  /** The oldest files that are not finished. */
  open: async (limit: number): Promise<readonly JobId[]> => {
    const page = { prefix: jobPrefix, limit, after: undefined, consistent: true };
    return (await reader.oldestFirst(openJobs, page)).items.map(idIn);
  },

  create: async ({ id, now, rows, ...job }: NewJob): Promise<readonly Write[]> => {
    const [key, at, total] = [jobKey(id), instant(now), rows.length];
    const sealed = await vault.seal(rowsPlace(key, 1), rows.map(lineOf).join("\n"), "structured");
    const counts = { total, next: 0, invited: 0 };
    return [
      made(key, { ...job, state: "running", at, ...counts, rows: sealed, v: 1 }),
      made(openJobKey(id), { v: 1 }),
      made(programJobKey(job.program, id), { at, total, v: 1 }),
    ];
  },
});

/** One line each: as JSON the largest file would be longer than a sealed text may be. An address holds no blank. */
const lineOf = ({ row, language, email }: FileRow): string => `${row} ${language} ${email}`;

function rowIn(line: string): FileRow {
  const [row, language, email] = line.split(" ");
  return fileRow.parse({ row: Number(row), language, email });
}

const rowsPlace = ({ pk, sk }: Key, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "rows",
  owner: tenantMember,
  class: "community",
  version,
});

const made = (key: Key, attributes: Attributes): Write => ({
  kind: "create",
  table: "community",
  key,
  refuses: "in-progress",
  attributes,
});

const idIn = ({ sk }: Key): JobId => jobId.parse(sk.slice(jobPrefix.length));

/** A file as the list of its program shows it. */
export interface JobEntry {
  readonly id: JobId;
  readonly at: string;
  readonly total: number;
}
export const entryOf = (item: Item): JobEntry => ({ id: idIn(item), ...readItem(storedEntry, item) });
