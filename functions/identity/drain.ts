import type { OutboxId } from "../kernel/ids.ts";
import type { SignInTask } from "../kernel/outbox.ts";

/** A task of the outbox as it was opened; `undefined` when it will never open. */
export interface Waiting {
  readonly id: OutboxId;
  readonly task: SignInTask | undefined;
}

/** What draining the outbox does to the world outside of it. */
export interface Desk {
  /** The tasks, oldest first. Opens one after the other, as far as it is asked. */
  readonly waiting: () => AsyncIterable<Waiting>;
  /** Whether there is time to begin another task. */
  readonly timeLeft: () => boolean;
  /** Tells the sign-in. Telling again what it knows does no harm. */
  readonly tell: (task: SignInTask) => Promise<void>;
  /** Takes a task that was told out of the outbox. */
  readonly remove: (id: OutboxId) => Promise<void>;
  /** Told of each task that stays in the outbox because it failed. */
  readonly failed: (id: OutboxId, cause: unknown) => void;
}

/** How many tasks a run told, and how many of those it looked at it leaves for the next one. */
export interface Drained {
  readonly told: number;
  readonly left: number;
}

/**
 * Tells the sign-in what it is to be told, in the order of the decisions for each account. A task that fails holds up the later
 * ones of its own account and no others. A task is removed after it was told: whoever is stopped in between tells it again.
 */
export async function drain(desk: Desk): Promise<Drained> {
  const heldUp = new Set<string>();
  let [told, left] = [0, 0];
  for await (const waiting of desk.waiting()) {
    if (!desk.timeLeft()) break;
    const account = waiting.task && accountOf(waiting.task);
    const done = !(account !== undefined && heldUp.has(account)) && (await attempt(waiting, desk));
    if (done) told += 1;
    else left += 1;
    if (!done && account !== undefined) heldUp.add(account);
  }
  return { told, left };
}

/** Whose account a task is about: the later of two about one account must be told later. */
const accountOf = (task: SignInTask): string =>
  JSON.stringify(task.do === "create" ? [task.pool, "email", task.email] : [task.pool, "sub", task.subject]);

async function attempt({ id, task }: Waiting, { tell, remove, failed }: Desk): Promise<boolean> {
  try {
    if (task === undefined) throw new DamagedTask();
    await tell(task);
    await remove(id);
    return true;
  } catch (cause) {
    failed(id, cause);
    return false;
  }
}

/** Nobody can say any more what was to be told. */
class DamagedTask extends Error {
  override readonly name = "DamagedTask";
}
