import { beforeAll, describe, expect, it } from "vitest";
import type { SealerPorts } from "../../functions/sealer/ports.ts";
import { bucketOf } from "../../functions/sealer/publish.ts";
import { decodeBundle } from "../../functions/tlog/bundle.ts";
import { checkpointText } from "../../functions/tlog/checkpoint.ts";
import { grown } from "../../functions/tlog/growth.ts";
import { longer, runs } from "../runs.ts";
import { edgeOf, objectionsTo } from "./invariants.ts";
import { type Chance, chanceOf } from "./random.ts";
import { runSchedule } from "./schedule.ts";
import { type Before, drain, origin, type World, worldOf } from "./world.ts";

/** A log of nearly a full tile, so that schedules cross its end. */
let before: Before;
beforeAll(async () => {
  const world = worldOf(0);
  for (let count = 0; count < 250; count++) world.event();
  await drain(world);
  before = { worm: world.worm, edge: world.edge, state: world.head.now() };
});

type Changed = (ports: SealerPorts, world: World) => SealerPorts;
/** What a stream does by itself now and then. */
const splitting = (world: World, chance: Chance): void => {
  if (chance.happens(0.01)) world.stream.split(chance);
};

async function objectionsAfter(seed: number, changed?: Changed): Promise<readonly string[]> {
  const chance = chanceOf(seed);
  const world = worldOf(seed, seed % 3 === 0 ? undefined : before);
  await runSchedule(world, chance, { steps: 120, happening: splitting, ...(changed && { changed }) });
  return drain(world, changed?.(world.ports, world)).then(
    () => objectionsTo(world),
    (error: unknown) => [`it stops: ${String(error)}`],
  );
}

async function violating(schedules: number, changed?: Changed): Promise<readonly string[]> {
  const found: string[] = [];
  for (let seed = 1; seed <= schedules; seed++) {
    const [first] = await objectionsAfter(seed, changed);
    if (first !== undefined) found.push(`${seed}: ${first}`);
  }
  return found;
}

/** A hundred thousand in `npm run test:long`. */
const schedules = longer > 1 ? 100_000 : runs(2_000);

describe("Two sealers at once, each ending before any call, calls that are lost or done unheard", () => {
  it("seal every event once, sign no two histories, and publish what they signed", async () => {
    expect(await violating(schedules)).toEqual([]);
  }, 7_200_000);
});

/** The orders that the design forbids: each has to be noticed by the same schedules. */
const mutants: Readonly<Record<string, Changed>> = {
  "signs before it commits": (ports) => ({
    ...ports,
    state: {
      ...ports.state,
      cas: async (state) => {
        const { size, root } = state;
        await ports.signer.sign(checkpointText({ origin, size, root: Buffer.from(root) }));
        return ports.state.cas(state);
      },
    },
  }),
  "stores the positions of the stream after it has published": (ports, world) => {
    let later: SealerPorts["state"] extends { cas: (state: infer S) => unknown } ? S | undefined : never;
    return {
      ...ports,
      state: {
        ...ports.state,
        cas: async (state) => {
          later = state;
          const { positions = {} } = world.head.now() ?? {};
          return ports.state.cas({ ...state, positions });
        },
        published: async (size) => {
          await ports.state.published(size);
          const now = world.head.now();
          if (now?.size === later?.size && later !== undefined)
            await ports.state.cas({ ...later, version: later.version + 1, published: size });
        },
      },
    };
  },
  "writes tiles before it commits": (ports, world) => ({
    ...ports,
    worm: {
      ...ports.worm,
      putIfAbsent: async (key, bytes) => {
        const edge = key.startsWith("seg/") ? await edgeOf(world) : undefined;
        const entries = edge && decodeBundle(bytes);
        for (const file of edge && entries ? grown(edge, entries).files : [])
          await bucketOf(ports, file).putIfAbsent(file.path, file.bytes);
        return ports.worm.putIfAbsent(key, bytes);
      },
    },
  }),
};

describe("A sealer that", () => {
  it.each(Object.entries(mutants))("%s is noticed", async (_, changed) => {
    expect((await violating(60, changed)).length).toBeGreaterThan(0);
  });
});

describe("A sealer that was held up before it showed its checkpoint", () => {
  /** Two sealers; the first is held at its write of `checkpoint` until the second has gone far beyond. */
  async function shownAfter(changed: Changed): Promise<{ held: number; shown: string; largest: number }> {
    const world = worldOf(7);
    world.event();
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const held: SealerPorts = {
      ...world.ports,
      edge: {
        ...world.ports.edge,
        putIfMatch: async (key, bytes, tag) => {
          reached.resolve();
          await release.promise;
          return world.ports.edge.putIfMatch(key, bytes, tag);
        },
      },
    };
    const slow = drain(world, changed(held, world));
    await reached.promise;
    const size = world.head.now()?.size ?? 0;
    world.event();
    await drain(world);
    const largest = world.head.now()?.size ?? 0;
    release.resolve();
    await slow;
    const shown = Buffer.from((await world.edge.get("checkpoint"))?.bytes ?? []).toString();
    return { held: size, shown, largest };
  }

  it("does not roll it back", async () => {
    const { held, shown, largest } = await shownAfter((ports) => ports);
    expect(largest).toBeGreaterThan(held);
    expect(shown).toContain(`${origin}\n${largest}\n`);
  });

  it("would roll it back without If-Match", async () => {
    const { held, shown } = await shownAfter((ports, world) => ({
      ...ports,
      edge: {
        ...ports.edge,
        putIfMatch: async (key, bytes) => {
          // Waits as the other does, and then writes over whatever is there.
          await ports.edge.putIfMatch(key, bytes, "a tag of nothing");
          world.edge.objects.set(key, { bytes, tag: "over" });
          return "stored";
        },
      },
    }));
    expect(shown).toContain(`${origin}\n${held}\n`);
  });
});
