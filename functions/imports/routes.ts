import * as z from "zod/mini";
import { jobId, programId, spaceId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { rowRefusals, rowResults } from "./job-row-store.ts";

const pageQuery = z.strictObject({
  limit: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/))),
});

/** Many people are invited into a program at once, by a file of their addresses. */
export const imports = routes({
  importInvitations: {
    method: "POST",
    path: "/v1/programs/{programId}/invitation-imports",
    summary: "Invite up to 500 people by a file of their addresses.",
    scope: "kith/team",
    action: "invitation.import",
    grants: {
      puts: ["community/JOB#", "community/JOBS#"],
      gets: ["community/JOB#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId }),
    body: z.strictObject({
      /** Text of a CSV file with a header: a column `email`, and if wanted `language`. */
      csv: z.string().check(z.minLength(1), z.maxLength(60_000)),
      spaceIds: z.array(spaceId).check(z.minLength(1), z.maxLength(20)),
    }),
    answers: { 202: z.strictObject({ jobId, total: z.int() }) },
  },
  listInvitationImports: {
    method: "GET",
    path: "/v1/programs/{programId}/invitation-imports",
    summary: "List the files by which people were invited, newest first.",
    scope: "kith/team",
    action: "invitation.read-import",
    grants: { queries: ["community/JOBS#"] },
    params: z.strictObject({ programId }),
    query: pageQuery,
    answers: {
      200: z.strictObject({
        imports: z.array(z.strictObject({ jobId, startedAt: z.string(), total: z.int() })),
        nextCursor: z.nullable(z.string()),
      }),
      304: null,
    },
  },
  readInvitationImport: {
    method: "GET",
    path: "/v1/programs/{programId}/invitation-imports/{jobId}",
    summary: "Read how far a file of invitations is, and what became of its rows.",
    scope: "kith/team",
    action: "invitation.read-import",
    grants: { gets: ["community/JOB#"], queries: ["community/JOB#"] },
    params: z.strictObject({ programId, jobId }),
    query: pageQuery,
    answers: {
      200: z.strictObject({
        jobId,
        state: z.enum(["running", "done"]),
        startedAt: z.string(),
        total: z.int(),
        done: z.int(),
        invited: z.int(),
        /** Of the rows that are done, those that made no invitation. */
        refused: z.int(),
        rows: z.array(
          z.strictObject({
            /** As a spreadsheet counts the rows of the file. */
            row: z.int(),
            email: z.string(),
            result: z.enum(rowResults),
            problem: z.nullable(z.enum(rowRefusals)),
            /** Of the invitation that was made, or that the person has already. */
            code: z.nullable(z.string()),
          }),
        ),
        nextCursor: z.nullable(z.string()),
      }),
      304: null,
    },
  },
});
