import { monotonicFactory } from "ulid";
import { parse } from "zod/v4/core";
import type { AuditEvent, Commit, Committed, FirstAnswer } from "../../../functions/kernel/audit.ts";
import type { Clock } from "../../../functions/kernel/clock.ts";
import { eventId, type NewId, outboxId } from "../../../functions/kernel/ids.ts";
import { outboxKey } from "../../../functions/kernel/keys.ts";
import type { Outbox } from "../../../functions/kernel/outbox.ts";
import type { LogLine, Platform, RequestPorts } from "../../../functions/kernel/platform.ts";
import type { Cursors } from "../../../functions/kernel/ports.ts";
import { Problem } from "../../../functions/kernel/problems.ts";
import { rememberingReader } from "../../../functions/kernel/remembering-reader.ts";
import { newTrail } from "../../../functions/platform/trail.ts";
import { type MemoryTable, memoryTable } from "./memory-table.ts";
import { memoryVault } from "./memory-vault.ts";
import { issuers, poolKeys } from "./tokens.ts";

/** A platform without AWS: everything that is written, recorded or logged can be looked at. */
export interface MemoryPlatform {
  readonly platform: Platform;
  readonly table: MemoryTable;
  readonly events: AuditEvent[];
  readonly records: Map<string, FirstAnswer>;
  readonly lines: LogLine[];
  /** What the next commits do instead of committing. */
  readonly instead: ("fail" | "repeat")[];
  readonly committed: Committed["outcome"][];
  readonly clock: { now: number };
}

/** In the order of their making, also within one millisecond. */
const ulid = monotonicFactory();
export const newId: NewId = (kind) => parse(kind, ulid());

export function memoryPlatform(): MemoryPlatform {
  const table = memoryTable();
  const clock = { now: Math.floor(Date.now() / 1_000) * 1_000 };
  const made: Omit<MemoryPlatform, "platform"> = {
    table,
    clock,
    events: [],
    records: new Map(),
    lines: [],
    instead: [],
    committed: [],
  };
  const now: Clock = () => clock.now;
  const platform: Platform = {
    clock: now,
    log: (line) => void made.lines.push(line),
    issuers,
    poolKeys: async () => poolKeys,
    newTrail,
    portsFor: (trail): RequestPorts => ({
      reader: rememberingReader(table.reader),
      vault: memoryVault(trail),
      newId,
      trail,
      outbox: memoryOutbox,
      cursors: (bound) => memoryCursors(JSON.stringify(bound)),
    }),
    commit: async (...asked) => {
      const done = commitTo(made, ...asked);
      made.committed.push(done.outcome);
      return done;
    },
    findFirst: async (id) => made.records.get(id),
  };
  return { ...made, platform };
}

/** All or nothing: every condition is looked at before anything is written. */
function commitTo(
  { table, events, records, instead }: Omit<MemoryPlatform, "platform">,
  ...[event, writes, idempotency]: Parameters<Commit>
): Committed {
  const asked = instead.shift();
  if (asked === "fail") throw new Problem("unavailable", { retryAfter: 5 });
  if (asked === "repeat" || (idempotency && records.has(idempotency.id))) return { outcome: "repeated" };
  const refused = writes.find((write) => !table.holds(write));
  if (refused && "refuses" in refused) return { outcome: "refused", refusal: refused.refuses };
  writes.forEach(table.apply);
  events.push(event);
  const id = eventId.parse(`${ulid()}.0`);
  if (idempotency) records.set(idempotency.id, { ...idempotency, event: id });
  return { outcome: "committed", event: id };
}

/** Tasks that can be read. */
const memoryOutbox: Outbox = {
  tell: async (task) => ({
    kind: "create",
    table: "community",
    key: outboxKey(newId(outboxId)),
    refuses: "in-progress",
    attributes: { task: Buffer.from(JSON.stringify(task)), v: 1 },
  }),
};

const memoryCursors = (bound: string): Cursors => ({
  seal: async (position) => Buffer.from(JSON.stringify([bound, position])).toString("base64url"),
  open: async (cursor) => {
    const [boundTo, position] = readCursor(cursor);
    if (boundTo !== bound || position === undefined) throw new Problem("invalid-cursor");
    return position;
  },
});

function readCursor(cursor: string): readonly string[] {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return [];
  }
}
