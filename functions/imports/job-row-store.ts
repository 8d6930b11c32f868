import * as z from "zod/mini";
import { type InvitationId, invitationId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { jobKey, jobRowKey, jobRowPrefix, openJobKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type Key, type Place, tenantMember, type Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { Job } from "./job-store.ts";

/** What can become of a row. Only the first makes anything. */
export const rowResults = ["invited", "repeated", "already-invited", "already-member", "refused"] as const;
/** Why a row is refused: what its inviter would be told if they invited this person now. */
export const rowRefusals = ["not-found", "member-suspended", "not-allowed"] as const;
export type RowRefusal = (typeof rowRefusals)[number];

const stored = z.object({ invitation: z.optional(invitationId), why: sealedBytes, v: z.number() });
const sealedWhy = z.strictObject({ result: z.enum(rowResults), refusal: z.optional(z.enum(rowRefusals)) });

export interface RowResult extends z.output<typeof sealedWhy> {
  /** The invitation that was made, or that the person has already. */
  readonly invitation?: InvitationId | undefined;
}

/** What became of the rows of a file: named access patterns, and the writes that say it. */
export const jobRowStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => ({
  /** Rows in their order, as far as the job counts them as done. What became of them is still sealed. */
  ofJob: async ({ item, next }: Job, page: { limit: number; after: string | undefined }) => {
    const query = { prefix: jobRowPrefix, ...page, consistent: true };
    const { items, after } = await reader.oldestFirst(item.pk, query);
    const counted = items.filter((row) => placeOf(row) < next);
    return { items: counted, after: counted.length === items.length ? after : undefined };
  },

  /** What became of rows, each with its place in the file. @throws Problem `unavailable` when one does not open. */
  openAll: async (items: readonly Item[]): Promise<readonly (RowResult & { at: number })[]> => {
    const rows = items.map((item) => ({ ...readItem(stored, item), key: item }));
    const opened = await vault.openAll(
      rows.map(({ key, why, v }) => ({ place: whyPlace(key, v), sealed: why, shape: "structured" as const })),
    );
    return rows.map(({ key, invitation }, index) => {
      const why = opened[index];
      if (why?.state !== "open") throw new Problem("unavailable");
      return { at: placeOf(key), invitation, ...sealedWhy.parse(JSON.parse(why.text)) };
    });
  },

  /** Says what became of the row that is next, and goes on behind it. When somebody else did so before, all is refused. */
  done: async (job: Job, { invitation, ...why }: RowResult): Promise<readonly Write[]> => {
    const key = jobRowKey(job.id, job.next + 1);
    const attributes = {
      state: why.result === "invited" ? "invited" : "refused",
      ...(invitation && { invitation }),
      why: await vault.seal(whyPlace(key, 1), JSON.stringify(why), "structured"),
      v: 1,
    };
    const row: Write = { kind: "create", table: "community", key, refuses: "in-progress", attributes };
    return [row, ...onward(job, behindNext(job, why))];
  },
});

/** The job behind its next row; with the last one it is done. */
export function behindNext(job: Job, { result }: Pick<RowResult, "result">): Job {
  const next = job.next + 1;
  const invited = job.invited + (result === "invited" ? 1 : 0);
  return { ...job, next, invited, state: next === job.total ? "done" : "running" };
}

/** A job that is done leaves the list of those that are not. */
function onward({ id, next: before }: Job, { next, invited, state }: Job): readonly Write[] {
  const target = { table: "community", refuses: "in-progress" } as const;
  const when = { equals: { next: before } };
  const update: Write = { ...target, kind: "update", key: jobKey(id), set: { next, invited, state }, when };
  if (state === "running") return [update];
  return [update, { ...target, kind: "remove", key: openJobKey(id), when: undefined }];
}

/** The place of a row in its file, from 0. */
const placeOf = ({ sk }: Key): number => Number(sk.slice(jobRowPrefix.length)) - 1;

const whyPlace = ({ pk, sk }: Key, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "why",
  owner: tenantMember,
  class: "community",
  version,
});
