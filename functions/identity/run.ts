import * as z from "zod/mini";
import { type Clock, minute, second } from "../kernel/clock.ts";
import { madeAt, type OutboxId, outboxId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { outboxKey, outboxPrefix, outboxTurnKey } from "../kernel/keys.ts";
import type { SignInTask } from "../kernel/outbox.ts";
import type { Log } from "../kernel/platform.ts";
import type { Reader, Write } from "../kernel/ports.ts";
import { type Desk, type Drained, drain, type Waiting } from "./drain.ts";
import { endTurn, takeTurn } from "./turn.ts";

/** Time for beginning tasks. One that was begun takes at most 20 s more, so a run ends before its turn and its function do. */
const timeToWork = 30 * second;
/** A task that still fails at this age needs a person. */
const tooOld = 10 * minute;
const pageSize = 25;

/** What the worker stands on. */
export interface World {
  readonly reader: Reader;
  /** Opens a task; `undefined` when it will never open. @throws when it cannot be opened now */
  readonly open: (id: OutboxId, sealed: Uint8Array) => Promise<SignInTask | undefined>;
  readonly tell: (task: SignInTask) => Promise<void>;
  /** Makes a write true together with an event. @returns whether its condition held */
  readonly commit: (write: Write, event: Said) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}
interface Said {
  readonly resource?: OutboxId;
  readonly extra?: Readonly<Record<string, number>>;
}

/**
 * Tells the sign-in what waits in the outbox, unless another run is doing so. A task that could not be opened now ends the run,
 * because nobody knows whose later tasks it would have to hold up; the turn then ends by itself.
 */
export async function run(world: World): Promise<Drained> {
  const nothing = { told: 0, left: 0 };
  if ((await pageOf(world, undefined, 1)).items.length === 0) return nothing;
  const turn = takeTurn(await world.reader.get(outboxTurnKey, { consistent: true }), world.clock());
  // Before anything is told, this event shows that the trail can be written.
  if (!turn || !(await world.commit(turn.write, { extra: { turn: turn.v } }))) return nothing;
  const drained = await drain(deskOf(world));
  await world.commit(endTurn(turn), { extra: { turn: turn.v, ...drained } });
  return drained;
}

const pageOf = ({ reader }: World, after: string | undefined, limit: number) =>
  reader.oldestFirst(outboxTurnKey.pk, { prefix: outboxPrefix, limit, after, consistent: true });

function deskOf(world: World): Desk {
  const { clock, tell, commit, log } = world;
  const until = clock() + timeToWork;
  return {
    waiting: () => waiting(world),
    timeLeft: () => clock() < until,
    tell,
    remove: async (id) => {
      await commit(removal(id), { resource: id });
    },
    failed: (task, cause) => {
      const level = clock() - madeAt(task) > tooOld ? "alarm" : "info";
      const error = cause instanceof Error ? cause.name : typeof cause;
      log({ level, event: "sign-in-not-told", operation: "identity", task, error });
    },
  };
}

/** Opens the tasks one after the other, page by page. */
async function* waiting(world: World): AsyncGenerator<Waiting> {
  let after: string | undefined;
  do {
    const page = await pageOf(world, after, pageSize);
    for (const item of page.items) {
      const id = outboxId.parse(item.sk.slice(outboxPrefix.length));
      yield { id, task: await world.open(id, readItem(stored, item).task) };
    }
    after = page.after;
  } while (after !== undefined);
}

const stored = z.object({ task: sealedBytes });

const removal = (id: OutboxId): Write => ({
  kind: "remove",
  table: "community",
  key: outboxKey(id),
  refuses: "in-progress",
  when: undefined,
});
