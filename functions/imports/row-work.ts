import { invitationId } from "../kernel/ids.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import { type Addressee, addresseeStore } from "../members/addressee-store.ts";
import { invitationStore } from "../members/invitation-store.ts";
import type { FileRow } from "./file.ts";
import { inviterStore } from "./inviter-store.ts";
import type { RowResult } from "./job-row-store.ts";
import type { Job } from "./job-store.ts";
import { isRepeated, mayStillInvite } from "./row.ts";

/** A file invites patients. */
const role = "patient";

/** What becomes of a row, and the writes that make it so. */
export interface RowWork extends RowResult {
  readonly writes: readonly Write[];
}

/** Decides the row of a job that is next, as it would be decided for its inviter now. */
export async function workOfRow(
  job: Job,
  file: readonly FileRow[],
  { ports, now }: { ports: RequestPorts; now: number },
): Promise<RowWork> {
  const [row, inviters] = [rowAt(file, job.next), inviterStore(ports)];
  const standing = await inviters.standing(job);
  const refusal = mayStillInvite(standing);
  if (refusal || !standing.membership)
    return { result: "refused", refusal: refusal ?? "not-allowed", writes: [] };
  if (isRepeated(file, job.next)) return { result: "repeated", writes: [] };
  const person = { email: row.email, pool: poolOf(role) };
  const addressee = await addresseeStore(ports).find(person, job.program, now);
  if (addressee.joined) return { result: "already-member", writes: [] };
  if (addressee.open) return alreadyInvited(addressee.open);
  const made = await invited(job, row, { ports, now, addressee });
  return { ...made, writes: [...inviters.stillSo(job, standing.membership), ...made.writes] };
}

/** Only the code of an invitation such as this file makes is shown: another may be for a role that its reader may not give. */
const alreadyInvited = (open: NonNullable<Addressee["open"]>): RowWork => ({
  result: "already-invited",
  invitation: open.role === role ? open.id : undefined,
  writes: [],
});

async function invited(
  { program, spaces }: Job,
  { email, language }: FileRow,
  { ports, now, addressee }: { ports: RequestPorts; now: number; addressee: Addressee },
): Promise<RowWork> {
  const id = ports.newId(invitationId);
  const { addressed } = addressee;
  const made = await invitationStore(ports).create({ id, role, program, spaces, addressed, now });
  const account = await ports.outbox.tell({ do: "create", pool: poolOf(role), email, language });
  const remembered = addresseeStore(ports).remember(addressee, id);
  return { result: "invited", invitation: id, writes: [made.write, remembered, account] };
}

function rowAt(file: readonly FileRow[], at: number): FileRow {
  const row = file[at];
  if (!row) throw new Problem("internal");
  return row;
}
