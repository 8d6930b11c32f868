import { longer } from "../../runs.ts";
import { type OperationName, rowOf } from "../../samples.ts";
import { type Attempt, isOfFunction, undisturbed } from "./attempt.ts";
import { callsIn } from "./calls.ts";
import type { Case } from "./cases.ts";
import { everyCase, someCases } from "./cases.ts";
import { type Seen, type Sender, sender } from "./sender.ts";

/** How often a case is tried in which the time limit comes first. */
const mostTries = 3;

const nothing: Case = { name: "nothing", ...undisturbed, expects: "done" };

/** Takes an operation through its cases, one after the other. @param turn which kinds of failure it meets, unless all. */
export async function lane(operation: OperationName, turn: number): Promise<readonly Seen[]> {
  const sends = sender(operation);
  const cold = await go(sends, { ...nothing, name: "nothing, in a cold function", cold: true });
  const warm = await go(sends, nothing);
  const calls = callsIn(cold.calls, warm.calls);
  const { scope, method } = rowOf(operation);
  const audited = scope !== null;
  const cases =
    longer > 1 ? everyCase(calls, audited) : someCases(calls, { turn, audited, isPost: method === "POST" });
  for (const planned of cases) await go(sends, planned);
  await go(sends, { ...nothing, name: "nothing, in the end" });
  return sends.seen;
}

/** Sends and repeats a case's request; all of it again, where the time limit came before what the case is about. */
async function go({ send, finish }: Sender, planned: Case): Promise<Attempt> {
  for (let tries = 1; ; tries += 1) {
    const first = await send(planned);
    await finish(planned, first);
    if (isConclusive(planned, first) || tries === mostTries) return first;
  }
}

const isConclusive = ({ faults, expects }: Case, first: Attempt): boolean =>
  (faults.length === 0 || first.calls.some(({ met }) => met)) && (expects === "any" || isOfFunction(first));
