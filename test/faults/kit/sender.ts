import type { Asked } from "../../run/kit/ask.ts";
import { servingFunctions } from "../../run/kit/functions.ts";
import { askerOf, goodRequest } from "../../run/kit/requests.ts";
import { tenantControl } from "../../run/tenant.ts";
import type { OperationName } from "../../samples.ts";
import { type Attempt, attempt, undisturbed } from "./attempt.ts";
import type { Case } from "./cases.ts";
import { type Observed, observed } from "./observed.ts";
import { type WriteCall, writesOf } from "./writes.ts";

/** What was seen of a case: every attempt of its request. */
export interface Seen {
  readonly operation: OperationName;
  readonly planned: Case;
  readonly attempts: readonly Observed[];
  /** The request that all attempts sent; the same one may go through several cases before it is done. */
  readonly request: number;
}

/** Sends an operation's requests through its cases. */
export interface Sender {
  /** Makes a request that is good to be sent, unless there is one. */
  readonly prepare: () => Promise<void>;
  /** Sends the request once, under what the case plans for it. */
  readonly send: (planned: Case) => Promise<Attempt>;
  /** Repeats it as a caller would, until it is answered, and writes down what was seen. */
  readonly finish: (planned: Case, first: Attempt) => Promise<void>;
  /** Asks with another token from now on. */
  readonly renew: (token: (old: string) => Promise<string>) => Promise<void>;
  readonly seen: readonly Seen[];
}

/** A request that was prepared, and since when it waits. */
interface Prepared {
  readonly number: number;
  readonly request: Asked;
  readonly at: number;
}

/** Milliseconds after which a request is prepared anew: a message can be undone for 30 seconds. */
const freshFor = 15_000;
/** How often a caller repeats a request, and whoever prepares one begins anew, before giving up. */
const mostTries = 6;

export function sender(operation: OperationName): Sender {
  const lambda = servingFunctions.find(({ served }) => served.includes(operation))?.name ?? "";
  const seen: Seen[] = [];
  let prepared: Prepared | undefined;
  const sent = (): Prepared => {
    if (prepared === undefined) throw new Error("Nothing is prepared.");
    return prepared;
  };
  const repeat = () => attempt(sent().request, { ...undisturbed, lambda });
  const makeReady = async (): Promise<void> => {
    if (prepared === undefined || Date.now() - prepared.at > freshFor) prepared = await made(operation);
  };
  return {
    seen,
    prepare: makeReady,
    send: async (planned) => {
      await makeReady();
      return attempt(sent().request, { ...planned, lambda });
    },
    finish: async (planned, first) => {
      const { number } = sent();
      if (planned.lateCall === "first") await tenantControl.release(first.trace);
      const repeats = isToRepeat(planned, first) ? await repeated(repeat) : [];
      if (planned.lateCall === "last") await tenantControl.release(first.trace);
      const attempts = await Promise.all([first, ...repeats].map(observed));
      seen.push({ operation, planned, attempts, request: number });
      if (attempts.some(isUsedUp)) prepared = undefined;
    },
    renew: async (token) => {
      const { request, ...rest } = sent();
      if (request.token !== undefined)
        prepared = { ...rest, request: { ...request, token: await token(request.token) } };
    },
  };
}

let requests = 0;
async function made(operation: OperationName): Promise<Prepared> {
  const request = goodRequest(operation, await patiently(() => askerOf(operation)));
  requests += 1;
  return { number: requests, request, at: Date.now() };
}

/** Also what only prepares a case may meet the time limit, on a busy machine. */
async function patiently<T>(prepare: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await prepare();
    } catch (error) {
      if (tries === mostTries) throw error;
    }
  }
}

/** A caller was left without an answer, by something that may have become true. */
const isToRepeat = ({ lateCall, repeats }: Case, first: Attempt): boolean =>
  !isAnswer(first) && (repeats === true || lateCall !== undefined || writesOf(first.calls).some(isEffect));

async function repeated(repeat: () => Promise<Attempt>): Promise<readonly Attempt[]> {
  const repeats: Attempt[] = [];
  for (let last: Attempt | undefined; !(last && isAnswer(last)) && repeats.length < mostTries; ) {
    last = await repeat();
    repeats.push(last);
  }
  return repeats;
}

/** Also a refusal is one: who changed something for which a version is named meets their own change. */
const isAnswer = ({ status }: { readonly status: number }): boolean => status < 500;

const isEffect = ({ fate, changes }: WriteCall): boolean =>
  fate === "done" && changes.some(({ table }) => table !== "audit-keys");
const isUsedUp = ({ status, writes }: Observed): boolean =>
  (status >= 400 && status < 500) || writes.some(isEffect);
