import { z } from "zod";
import { asProblem, refusalTypes } from "../../run/kit/problem.ts";
import { tenantControl } from "../../run/tenant.ts";
import { type Attempt, isOfFunction } from "./attempt.ts";
import { type WriteCall, writesOf } from "./writes.ts";

/** An attempt, with what it wrote in the end. */
export interface Observed extends Pick<Attempt, "status" | "requestId"> {
  readonly ofFunction: boolean;
  /** What a failure of a function said. */
  readonly problem: "unavailable" | "sealed" | "malformed" | undefined;
  readonly writes: readonly WriteCall[];
  /** How many of its calls met a fault. */
  readonly met: number;
}

/** An attempt as it is when nothing of it is held any more. */
export async function observed(attempted: Attempt): Promise<Observed> {
  const { trace, status, requestId } = attempted;
  const calls = await tenantControl.callsOf(trace);
  await tenantControl.forget(trace);
  return {
    ...{ status, requestId, ofFunction: isOfFunction(attempted), problem: problemOf(attempted) },
    writes: writesOf(calls),
    met: calls.filter(({ met }) => met !== undefined && met !== null).length,
  };
}

const failure = z.strictObject({
  type: z.enum(["urn:kith:problem:unavailable", "urn:kith:problem:sealed"]),
  title: z.string().min(1),
  detail: z.string().min(1),
  status: z.literal(503),
  requestId: z.string(),
});

/** A failure says when to come again, and not a word of anybody's. */
function problemOf(attempted: Attempt): Observed["problem"] {
  const { status, headers, body, requestId } = attempted;
  if (status < 500 || !isOfFunction(attempted)) return undefined;
  const { data } = failure.safeParse(asProblem(body, status));
  const isWhole =
    data?.requestId === requestId &&
    refusalTypes.includes(headers.get("content-type") ?? "") &&
    headers.get("cache-control") === "no-store" &&
    Number(headers.get("retry-after")) > 0;
  if (!data || !isWhole) return "malformed";
  return data.type === "urn:kith:problem:sealed" ? "sealed" : "unavailable";
}
