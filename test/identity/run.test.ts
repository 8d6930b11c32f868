import { beforeEach, describe, expect, it } from "vitest";
import { run } from "../../functions/identity/run.ts";
import { minute, second } from "../../functions/kernel/clock.ts";
import { type OutboxId, outboxId } from "../../functions/kernel/ids.ts";
import { outboxTurnKey } from "../../functions/kernel/keys.ts";
import type { SignInTask } from "../../functions/kernel/outbox.ts";
import { newIds } from "../../functions/platform/ids.ts";
import { type MemoryPlatform, memoryPlatform } from "../edge/kit/memory-platform.ts";
import { leave, waitingIn, worldOf } from "./world.ts";

const about = (subject: string, what: "disable" | "enable" | "sign-out" = "disable"): SignInTask => ({
  do: what,
  pool: "members",
  subject,
});

let made: MemoryPlatform;
let told: SignInTask[];
beforeEach(() => {
  made = memoryPlatform();
  told = [];
});
const tell = async (task: SignInTask): Promise<void> => void told.push(task);
const runOnce = (telling = tell) => run(worldOf(made, telling));
const failing =
  (subject: string, error: Error = new TypeError("a person's words")) =>
  async (task: SignInTask): Promise<void> => {
    if (task.do !== "create" && task.subject === subject) throw error;
    told.push(task);
  };
/** Ids of an age. */
const aged = (age: number): OutboxId => newIds(() => made.clock.now - age)(outboxId);

describe("a run", () => {
  it("tells what waits, oldest first, and leaves nothing", async () => {
    const tasks = [about("ana"), about("ben", "sign-out"), about("ana", "enable")];
    for (const task of tasks) leave(made, task);
    expect(await runOnce()).toEqual({ told: 3, left: 0 });
    expect(told).toEqual(tasks);
    expect(waitingIn(made)).toEqual([]);
  });

  it("leaves an event of each task that names the task and nobody, between one of its begin and one of its end", async () => {
    const id = leave(made, about("ana"));
    await runOnce();
    expect(made.events).toMatchObject([
      { action: "sign-in.tell", actor: "system:identity", resource: undefined, extra: { turn: 1 } },
      { action: "sign-in.tell", actor: "system:identity", resource: id, subjects: [] },
      { action: "sign-in.tell", resource: undefined, extra: { turn: 1, told: 1, left: 0 } },
    ]);
  });

  it("leaves no event when nothing waits", async () => {
    expect(await runOnce()).toEqual({ told: 0, left: 0 });
    expect(made.events).toEqual([]);
  });

  it("goes on over many pages", async () => {
    for (let n = 0; n < 60; n += 1) leave(made, about(`person-${n}`));
    expect(await runOnce()).toEqual({ told: 60, left: 0 });
  });

  it("begins nothing after half a minute, and leaves the rest for the next", async () => {
    for (const subject of ["ana", "ben", "cleo"]) leave(made, about(subject));
    const slowly = async (task: SignInTask) => {
      made.clock.now += 20 * second;
      await tell(task);
    };
    expect((await runOnce(slowly)).told).toBe(2);
    expect(await runOnce()).toEqual({ told: 1, left: 0 });
  });

  it("tells nothing when its own event cannot be written", async () => {
    leave(made, about("ana"));
    made.instead.push("fail");
    await expect(runOnce()).rejects.toThrow("unavailable");
    expect(told).toEqual([]);
  });
});

describe("a task that fails", () => {
  it("holds up the later ones of its account, and no others", async () => {
    const first = leave(made, about("ana"));
    const second = leave(made, about("ana", "enable"));
    leave(made, about("ben"));
    expect(await runOnce(failing("ana"))).toEqual({ told: 1, left: 2 });
    expect(told).toEqual([about("ben")]);
    expect(waitingIn(made)).toEqual([first, second]);
  });

  it("holds up nobody of the other pool", async () => {
    leave(made, about("ana"));
    leave(made, { ...about("ana"), pool: "workforce" });
    expect(
      await runOnce(async (task) => (task.pool === "members" ? failing("ana")(task) : tell(task))),
    ).toEqual({ told: 1, left: 1 });
  });

  it("holds up the later ones of its account when only its removal failed", async () => {
    leave(made, about("ana"));
    leave(made, about("ana", "enable"));
    const losing = async (task: SignInTask) => {
      await tell(task);
      made.instead.push("fail");
    };
    expect(await runOnce(losing)).toEqual({ told: 0, left: 2 });
    expect(told).toEqual([about("ana")]);
    await runOnce();
    expect(told).toEqual([about("ana"), about("ana"), about("ana", "enable")]);
  });

  it("is told at the next run", async () => {
    leave(made, about("ana"));
    await runOnce(failing("ana"));
    expect(await runOnce()).toEqual({ told: 1, left: 0 });
  });

  it("is logged without a word of the error, and alarms when it is older than ten minutes", async () => {
    const ids = [
      leave(made, about("ana"), aged(10 * minute + 1)),
      leave(made, about("ana"), aged(10 * minute)),
    ];
    const both = async () => {
      throw new TypeError("a person's words");
    };
    await runOnce(both);
    made.table.items.delete(`OUTBOX#sign-in TASK#${ids[0]}`);
    await runOnce(both);
    const line = { event: "sign-in-not-told", operation: "identity", error: "TypeError" };
    expect(made.lines).toEqual([
      { ...line, level: "alarm", task: ids[0] },
      { ...line, level: "info", task: ids[1] },
    ]);
  });

  it("that nobody can open stays, and holds up nobody", async () => {
    const id = leave(made, null);
    leave(made, about("ana"));
    expect(await runOnce()).toEqual({ told: 1, left: 1 });
    expect(waitingIn(made)).toEqual([id]);
    expect(made.lines).toMatchObject([{ error: "DamagedTask" }]);
  });

  it("that cannot be opened now ends the run: whose later tasks it holds up is not known", async () => {
    for (const subject of ["ana", "ben"]) leave(made, about(subject));
    const world = worldOf(made, tell);
    const closed = { ...world, open: () => Promise.reject(new Error("KMS is away")) };
    await expect(run(closed)).rejects.toThrow("KMS is away");
    expect(told).toEqual([]);
  });
});

describe("two runs", () => {
  it("at the same time tell each task once", async () => {
    for (const subject of ["ana", "ben"]) leave(made, about(subject));
    const results = await Promise.all([runOnce(), runOnce()]);
    expect(results).toEqual([
      { told: 2, left: 0 },
      { told: 0, left: 0 },
    ]);
    expect(told).toHaveLength(2);
  });

  it("are one after the other: the second waits until the turn of one that was stopped has ended", async () => {
    leave(made, about("ana"));
    const stopped = runOnce(() => new Promise(() => undefined));
    await Promise.race([stopped, new Promise((resolve) => setImmediate(resolve))]);
    made.clock.now += 55 * second - 1;
    expect(await runOnce()).toEqual({ told: 0, left: 0 });
    made.clock.now += 1;
    expect(await runOnce()).toEqual({ told: 1, left: 0 });
  });

  it("that ended has given its turn back, and takes back none that another has", async () => {
    leave(made, about("ana"));
    const overtaken = async (task: SignInTask) => {
      await tell(task);
      made.table.apply({
        ...{ kind: "put", table: "community", key: outboxTurnKey },
        attributes: { until: made.clock.now + minute, v: 7 },
      });
    };
    await runOnce(overtaken);
    expect(made.table.items.get("OUTBOX#sign-in TURN")).toMatchObject({ v: 7 });
    leave(made, about("ben"));
    expect((await runOnce()).told).toBe(0);
    made.clock.now += minute;
    expect((await runOnce()).told).toBe(1);
    leave(made, about("cleo"));
    expect((await runOnce()).told).toBe(1);
  });
});
