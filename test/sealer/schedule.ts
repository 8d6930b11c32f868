import { sealOnce } from "../../functions/sealer/cycle.ts";
import type { SealerPorts } from "../../functions/sealer/ports.ts";
import type { Chance } from "./random.ts";
import type { World } from "./world.ts";

/** A sealer that ended in the middle. */
class Crash extends Error {}

/** Lets one of those who wait go on, chosen by chance. */
interface Turns {
  readonly wait: () => Promise<void>;
  readonly next: () => void;
  readonly waiting: () => number;
}

function turnsOf(chance: Chance): Turns {
  const pending: (() => void)[] = [];
  return {
    wait: () => new Promise((resolve) => pending.push(resolve)),
    next: () => pending.splice(chance.below(pending.length), 1)[0]?.(),
    waiting: () => pending.length,
  };
}

/** What becomes of a call: it is done; nothing of it; it is done and nobody hears of it; or its sealer ends before it. */
export interface Misfortune {
  readonly crash: number;
  readonly lost: number;
  readonly unheard: number;
}
const misfortune: Misfortune = { crash: 0.04, lost: 0.06, unheard: 0.06 };

/** Every call of a port waits for its turn and may come to harm. */
function shaken<T extends object>(port: T, turns: Turns, chance: Chance): T {
  const calls = Object.entries(port).map(([name, call]) => [name, shakenCall(call, turns, chance)]);
  return Object.assign({}, port, Object.fromEntries(calls));
}

function shakenCall(call: unknown, turns: Turns, chance: Chance): unknown {
  if (typeof call !== "function" || call.constructor.name === "AsyncGeneratorFunction") return call;
  return async (...input: readonly unknown[]) => {
    await turns.wait();
    if (chance.happens(misfortune.crash)) throw new Crash("ended before a call");
    if (chance.happens(misfortune.lost)) throw new Error("not done");
    const output = await call(...input);
    if (chance.happens(misfortune.unheard)) throw new Error("done, not heard");
    return output;
  };
}

export const shakenPorts = (ports: SealerPorts, turns: Turns, chance: Chance): SealerPorts => ({
  ...ports,
  feed: shaken(ports.feed, turns, chance),
  state: shaken(ports.state, turns, chance),
  worm: shaken(ports.worm, turns, chance),
  edge: shaken(ports.edge, turns, chance),
  signer: shaken(ports.signer, turns, chance),
});

export interface ScheduleOptions {
  /** What of the ports is another than the product's: a mutant. */
  readonly changed?: (ports: SealerPorts, world: World) => SealerPorts;
  /** What else may happen between two calls. */
  readonly happening?: (world: World, chance: Chance) => void;
  readonly steps: number;
}

/** Two sealers at the same time, in an order of their calls that chance makes, while events go on being written. */
export async function runSchedule(world: World, chance: Chance, options: ScheduleOptions): Promise<void> {
  const { changed = (ports) => ports, happening = () => undefined, steps } = options;
  const turns = turnsOf(chance);
  let running = true;
  const sealer = async () => {
    const ports = changed(shakenPorts(world.ports, turns, chance), world);
    while (running) await sealOnce(ports).catch(() => turns.wait());
  };
  const both = Promise.all([sealer(), sealer()]);
  for (let step = 0; step < steps; step++) {
    await settled();
    if (chance.happens(0.15)) world.event();
    if (chance.happens(0.05)) world.now += chance.below(60_000);
    happening(world, chance);
    turns.next();
  }
  running = false;
  // Whoever is in the middle ends there, as the last call of a killed process does.
  while (turns.waiting() > 0) {
    turns.next();
    await settled();
  }
  await both;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
