import type { World } from "../../functions/identity/run.ts";
import { type OutboxId, outboxId } from "../../functions/kernel/ids.ts";
import { outboxKey } from "../../functions/kernel/keys.ts";
import type { SignInTask } from "../../functions/kernel/outbox.ts";
import { systemEvent } from "../../functions/kernel/system-event.ts";
import { newTrail } from "../../functions/platform/trail.ts";
import { type MemoryPlatform, newId } from "../edge/kit/memory-platform.ts";

/** Leaves a task in the outbox. @returns its id */
export function leave({ table }: MemoryPlatform, task: unknown, id: OutboxId = newId(outboxId)): OutboxId {
  const attributes = { task: Buffer.from(JSON.stringify(task)), v: 1 };
  table.apply({ kind: "put", table: "community", key: outboxKey(id), attributes });
  return id;
}

/** Ids of the tasks that wait. */
export const waitingIn = ({ table }: MemoryPlatform): readonly string[] =>
  [...table.items.values()].filter(({ sk }) => sk.startsWith("TASK#")).map(({ sk }) => sk.slice(5));

/** The worker's world in memory: everybody's sign-in hears what is told, and knows which task it was. */
export function worldOf(
  { platform, table }: MemoryPlatform,
  tell: (task: SignInTask, id: OutboxId) => Promise<void>,
): World {
  const opened = new Map<SignInTask, OutboxId>();
  return {
    ...{ clock: platform.clock, log: platform.log, reader: table.reader },
    open: async (id, sealed) => {
      const task: SignInTask | null = JSON.parse(Buffer.from(sealed).toString("utf8"));
      if (task) opened.set(task, id);
      return task ?? undefined;
    },
    tell: (task) => tell(task, opened.get(task) ?? outboxId.parse("")),
    commit: async (write, { resource, extra = {} }) => {
      const trail = newTrail();
      trail.note(extra);
      const done = { action: "sign-in.tell", by: "identity", requestId: "run-1" } as const;
      const event = systemEvent(resource === undefined ? done : { ...done, resource }, trail.facts());
      return (await platform.commit(event, [write])).outcome === "committed";
    },
  };
}
