import type { Turn } from "./shard-reader.ts";
import { sleeper } from "./sleeper.ts";

/** Does turns, one after the other, until it is closed. */
export interface Poller {
  /** Ends with the first turn that begins after this call and reads everything. @throws Error when it is closed before. */
  readonly quiet: () => Promise<void>;
  /** Begins no turn any more, and waits for the one that runs. */
  readonly close: () => Promise<void>;
}

/** Between two turns, in milliseconds; Lambda polls four times a second. */
const PAUSE = 200;
/** After a turn that left something to be tried again: longer each time. */
const FIRST_RETRY = 50;
const LAST_RETRY = 5000;

/** @param turnUntil makes the turn, which must not throw, and begins nothing more when it is told to stop. */
export function poller(turnUntil: (isStopped: () => boolean) => () => Promise<Turn>): Poller {
  const { sleep, wake } = sleeper();
  let closed = false;
  const turn = turnUntil(() => closed);
  const waiting: PromiseWithResolvers<void>[] = [];
  const turnFor = async (asked: typeof waiting): Promise<Turn> => {
    const result = await turn();
    if (result === "read") for (const { resolve } of asked) resolve();
    else waiting.unshift(...asked);
    return result;
  };
  const run = async (): Promise<void> => {
    let retry = FIRST_RETRY;
    while (!closed) {
      const result = await turnFor(waiting.splice(0));
      await sleep(result === "read" ? PAUSE : retry);
      retry = result === "read" ? FIRST_RETRY : Math.min(retry * 2, LAST_RETRY);
    }
    for (const { reject } of waiting) reject(ended());
  };
  const running = run();
  return {
    quiet: () => {
      if (closed) return Promise.reject(ended());
      const asked = Promise.withResolvers<void>();
      waiting.push(asked);
      wake();
      return asked.promise;
    },
    close: async () => {
      closed = true;
      wake();
      await running;
    },
  };
}

function ended(): Error {
  return new Error("The event sources of this run have ended.");
}
