import { workOff } from "../../functions/imports/work-off.ts";
import type { ProgramId } from "../../functions/kernel/ids.ts";
import { askedBy, handlerOf, sending } from "../edge/kit/requests.ts";
import type { Person, TestProgram, TestTenant } from "../edge/kit/tenant.ts";

const files = "/v1/programs/{programId}/invitation-imports";
let keys = 0;

/** A file with one address on each row. */
export const fileOf = (...addresses: readonly string[]): string => ["email", ...addresses].join("\n");
/** So many different addresses. */
export const addresses = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, at) => `p${from + at}@example.org`);

/** Sends a file as one of the care team. */
export async function sendFile(
  csv: string,
  by: Person,
  tenant: TestTenant,
  { program = tenant.heart, key }: { program?: TestProgram; key?: string } = {},
) {
  keys += 1;
  const body = { csv, spaceIds: [program.spaceId] };
  const asked = sending(files, { programId: program.programId }, body, key ?? `file-${keys}-0000`);
  return handlerOf(tenant)(await askedBy(by, asked, tenant));
}

/** Id of a job that was made of a file. */
export async function jobOf(...asked: Parameters<typeof sendFile>): Promise<string> {
  const { statusCode, body } = await sendFile(...asked);
  if (statusCode !== 202) throw new Error(`The file was refused with ${statusCode}.`);
  return JSON.parse(body).jobId;
}

export interface Look {
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly programId?: ProgramId;
}

/** Asks for a job, or for all of the program's. */
export async function look(jobId: string | undefined, by: Person, tenant: TestTenant, more: Look = {}) {
  const { programId = tenant.heart.programId, ...rest } = more;
  const asked = {
    method: "GET",
    resource: jobId === undefined ? files : `${files}/{jobId}`,
    params: { programId, ...(jobId === undefined ? {} : { jobId }) },
    ...rest,
  };
  const response = await handlerOf(tenant)(await askedBy(by, asked, tenant));
  return { ...response, body: response.body === "" ? undefined : JSON.parse(response.body) };
}

/** One run of the worker. */
export const work = ({ platform }: Pick<TestTenant, "platform">) => workOff({ platform, requestId: "run-1" });
