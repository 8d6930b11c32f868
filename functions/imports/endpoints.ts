import { dayOf } from "../kernel/clock.ts";
import { jobId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { invitationStore } from "../members/invitation-store.ts";
import { membershipStore } from "../members/membership-store.ts";
import { programStore } from "../programs/program-store.ts";
import { type FileRow, readFile } from "./file.ts";
import { jobRowStore } from "./job-row-store.ts";
import { entryOf, type Job, jobStore } from "./job-store.ts";
import type { imports } from "./routes.ts";

export const importStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  cursors: ports.cursors,
  memberships: membershipStore(ports),
  programs: programStore(ports),
  invitations: invitationStore(ports),
  jobs: jobStore(ports),
  jobRows: jobRowStore(ports),
});
export type ImportStores = ReturnType<typeof importStores>;

type Importing = Request<(typeof imports)["importInvitations"]>;
type Reading = Request<(typeof imports)["readInvitationImport"]>;
type Listing = Request<(typeof imports)["listInvitationImports"]>;
const defaultLimit = 50;

export const importEndpoints: Endpoints<typeof imports, ImportStores> = {
  importInvitations: {
    decide: async (request, { memberships, programs, jobs, newId, trail }) => {
      const { member, membership } = placed(request.caller);
      const { programId: program } = request.params;
      await mustBeSpaces(request, programs);
      const rows = rowsIn(request);
      const id = newId(jobId);
      trail.about(id);
      const { spaceIds: spaces } = request.body;
      const job = await jobs.create({ id, by: member, program, spaces, rows, now: request.at.now });
      return {
        answer: { status: 202, body: { jobId: id, total: rows.length } },
        writes: [memberships.stillActive(member, membership), ...job],
        made: id,
      };
    },

    replay: async (_, { jobs, trail }, made) => {
      const job = await jobs.byId(jobId.parse(made), { consistent: true });
      if (!job) throw new Problem("not-found");
      trail.about(job.id);
      return { status: 202, body: { jobId: job.id, total: job.total } };
    },
  },

  listInvitationImports: {
    decide: async (request, { jobs, cursors }) => {
      const { params, at } = request;
      const bound = cursors(boundTo(request, "listInvitationImports"));
      const page = await jobs.ofProgram(params.programId, await pageOf(request, bound));
      const version = versionOf(page.items, dayOf(at.now));
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const nextCursor = page.after === undefined ? null : await bound.seal(page.after);
      const entries = page.items
        .map(entryOf)
        .map(({ id, at: startedAt, total }) => ({ jobId: id, startedAt, total }));
      return {
        answer: {
          status: 200,
          version,
          ...nextOf(request, nextCursor),
          body: { imports: entries, nextCursor },
        },
      };
    },
  },

  readInvitationImport: {
    decide: async (request, stores) => {
      const { params, at } = request;
      const job = await stores.jobs.byId(params.jobId);
      if (job?.program !== params.programId) throw new Problem("not-found");
      stores.trail.about(job.id);
      const version = versionOf([job.item], job.next, dayOf(at.now));
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const bound = stores.cursors(boundTo(request, "readInvitationImport"));
      const page = await stores.jobRows.ofJob(job, await pageOf(request, bound));
      const [nextCursor, rows] = await Promise.all([
        page.after === undefined ? null : bound.seal(page.after),
        shownRows(job, page.items, stores),
      ]);
      const body = { ...progressOf(job), rows, nextCursor };
      return { answer: { status: 200, version, ...nextOf(request, nextCursor), body } };
    },
  },
};

async function mustBeSpaces({ params, body }: Importing, programs: ImportStores["programs"]): Promise<void> {
  const program = await programs.byId(params.programId);
  const known = program?.texts.spaces.map(({ spaceId }) => spaceId);
  if (!body.spaceIds.every((space) => known?.includes(space))) throw new Problem("not-found");
}

/** @throws Problem `invalid-request` when the file is wrong anywhere: nothing of it is taken. */
function rowsIn({ body, at }: Importing): readonly FileRow[] {
  const file = readFile(body.csv, at.language);
  if (file.faults) throw new Problem("invalid-request", { faults: file.faults.slice(0, 20) });
  return file.rows;
}

const limitOf = ({ query }: Reading | Listing): number => Number(query.limit ?? defaultLimit);

/** A cursor holds for this caller, this list and this page size alone. */
const boundTo = (request: Reading | Listing, operation: string) => ({
  operation,
  caller: request.caller.member ?? "",
  query: [...Object.values(request.params), limitOf(request)].join("/"),
});

const pageOf = async (request: Reading | Listing, { open }: ReturnType<ImportStores["cursors"]>) => ({
  limit: limitOf(request),
  after: request.query.cursor === undefined ? undefined : await open(request.query.cursor),
});

const nextOf = (request: Reading | Listing, cursor: string | null) =>
  cursor === null ? {} : { next: `?limit=${limitOf(request)}&cursor=${cursor}` };

const progressOf = ({ id, state, at, total, next, invited }: Job) => ({
  jobId: id,
  state,
  startedAt: at,
  total,
  done: next,
  invited,
  refused: next - invited,
});

/** Rows with the addresses that stand in them: so their people can be told their codes. */
async function shownRows(
  job: Job,
  items: readonly Item[],
  { jobs, jobRows, invitations }: Pick<ImportStores, "jobs" | "jobRows" | "invitations">,
) {
  const [file, results] = await Promise.all([jobs.openRows(job), jobRows.openAll(items)]);
  return Promise.all(
    results.map(async ({ at, result, refusal = null, invitation }) => {
      const { row, email } = rowAt(file, at);
      const code = invitation ? await invitations.codeOf(invitation) : null;
      return { row, email, result, problem: refusal, code };
    }),
  );
}

function rowAt(file: readonly FileRow[], at: number): FileRow {
  const row = file[at];
  if (!row) throw new Problem("internal");
  return row;
}
