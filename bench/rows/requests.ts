import { join } from "node:path";
import { type Asking, ask, unique } from "../ask.ts";
import type { Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { inTurns, median } from "../measure.ts";
import type { Recorded } from "../recorder.ts";
import { postTo, readFrom } from "../requests.ts";

const turns = { rounds: 4, seconds: 30 };
const load = {
  warm: 40,
  rounds: [
    { count: 50, atOnce: 1 },
    { count: 64, atOnce: 16 },
  ],
};
const floorHandler = join(import.meta.dirname, "..", "process", "floor.mjs");

/**
 * Rows 4 and 5: CPU of the function's process for a page of 20 messages and for a message that is posted, against a process
 * that makes the same calls of the database through the same client and nothing else: no token, no keys, no audit chain.
 */
export const requests: Measurement = async ({ tenant, bundles, say }) => {
  const running = await tenant();
  const maria = await running.clientOf("maria");
  const handler = join(await bundles(true), "community", "index.mjs");
  const shared = { variables: running.variablesOf("Community"), ...load };
  for (let count = 0; count < 20; count++) await postTo(maria, running.place, 500, `page-${count}`);

  const kept: { event?: string } = {};
  const recordedOf = async (action: () => Promise<unknown>) =>
    running.recorder.during(async () => {
      kept.event = await running.eventDuring(action);
    });
  const post = await recordedOf(() => postTo(maria, running.place, 500, unique));
  const posting = { ...shared, handler, event: kept.event ?? "" };
  const read = await recordedOf(() => readFrom(maria, running.place));
  const reading = { ...shared, handler, event: kept.event ?? "" };

  say(`Rows 4 and 5: ${turns.rounds + 1} turns of 4 variants`);
  const costs = await inTurns(turns, [
    () => ask(reading),
    () => ask({ ...shared, ...floorOf(read, ["Query", "PutItem"]) }),
    () => ask(posting),
    () => ask({ ...shared, ...floorOf(post, ["TransactWriteItems"]) }),
  ]);
  const [pages = [], pageFloors = [], posts = [], postFloors = []] = costs.map((measured) =>
    load.rounds.map((_, round) => median(measured.map(({ warm }) => warm[round]?.cpu ?? Number.NaN))),
  );
  return load.rounds.flatMap(({ atOnce }, round) => [
    ...figuresOf(4, `feed page of 20, ${atOnce} at once`, pages[round], pageFloors[round]),
    ...figuresOf(5, `post a message, ${atOnce} at once`, posts[round], postFloors[round]),
  ]);
};

/** The budgets are in NodeBB's time, which is not measured here: these figures have none. */
function figuresOf(row: number, what: string, micros = Number.NaN, floor = Number.NaN): readonly Figure[] {
  return [
    { row, what, value: micros / 1_000, unit: "ms CPU", ratio: micros / floor },
    {
      row,
      what: `  floor: ${row === 4 ? "Query + Put" : "TransactWriteItems"}`,
      value: floor / 1_000,
      unit: "ms CPU",
    },
  ];
}

/** The calls among the recorded ones, with ids that are others in each request. */
function floorOf(
  calls: readonly Recorded[],
  operations: readonly string[],
): Pick<Asking, "handler" | "event"> {
  const chosen = calls.filter(({ operation }) => operations.includes(operation));
  const text = JSON.stringify(
    chosen.map(({ operation, input }) => ({ operation, input })),
    withFreshIds,
  );
  return { handler: floorHandler, event: JSON.stringify({ calls: text }) };
}

/** Puts of new items: messages, records of keys, events. What a request only looks at stays as it is. */
function withFreshIds(name: string, value: unknown): unknown {
  if (name !== "Item" || typeof value !== "object" || value === null) return value;
  const { pk, sk } = { pk: undefined, sk: undefined, ...value };
  return {
    ...value,
    pk: fresh(pk, /(?<=^IDEMPOTENCY#.{12}).{10}$/),
    sk: fresh(sk, /\w{10}(?=\.\w+$)|(?<=^MSG#.{16}).{10}$/),
  };
}

function fresh(key: unknown, part: RegExp): unknown {
  return JSON.parse(JSON.stringify(key), (_, text: unknown) =>
    typeof text === "string" ? text.replace(part, unique) : text,
  );
}
