import { join } from "node:path";
import { sampleFounding } from "../../cli/sample/founding.ts";
import type { FunctionName } from "../../infra/functions.ts";
import { type Asking, ask, type Cost } from "../ask.ts";
import type { Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { inTurns, median } from "../measure.ts";
import { readFrom } from "../requests.ts";
import type { BenchTenant } from "../tenant.ts";

const turns = { rounds: 5, seconds: 40 };
const empty = join(import.meta.dirname, "..", "process", "empty.mjs");

/** Row 1: CPU from the start of the process to the first answer, everything cold, against a handler that does nothing. */
export const coldStart: Measurement = async ({ tenant, bundles, say }) => {
  const running = await tenant();
  const [lean, plain] = [await bundles(true), await bundles(false)];
  const functions = await firstRequests(running);
  const floor = { handler: empty, event: "{}", variables: running.variablesOf("Community") };
  const variants = functions.flatMap(({ name, ...asking }) =>
    [lean, plain].map((folder) => ({ ...asking, handler: join(folder, name, "index.mjs") })),
  );
  say(`Row 1: ${turns.rounds + 1} cold starts of ${variants.length + 1} variants`);
  const [floors = [], ...costs] = await inTurns(
    turns,
    [floor, ...variants].map((variant) => () => ask(variant)),
  );
  const least = coldOf(floors);
  const figures = functions.flatMap(({ name }, index) => {
    const [withSwitch = [], without = []] = costs.slice(2 * index);
    const imported = median(withSwitch.map((cost) => cost.imported));
    return [
      { ...figureOf(`cold start of ${name}`, coldOf(withSwitch), least), budget: 3.3, moonshot: 2.2 },
      figureOf("  of it until the handler is imported", imported, least),
      figureOf("  with leanHttp off", coldOf(without), least),
    ];
  });
  return [figureOf("cold start of an empty handler", least, least), ...figures];
};

const coldOf = (costs: readonly Cost[]): number => median(costs.map(({ cold }) => cold));

const figureOf = (what: string, micros: number, floor: number): Figure => {
  return { row: 1, what, value: micros / 1_000, unit: "ms CPU", ratio: micros / floor };
};

type FirstRequest = Omit<Asking, "handler"> & { readonly name: FunctionName };

/** A request for each function that makes it use what it is for. */
async function firstRequests(tenant: BenchTenant): Promise<readonly FirstRequest[]> {
  const { variablesOf, routes, eventDuring } = tenant;
  const [maria, olivia] = [await tenant.clientOf("maria"), await tenant.clientOf("olivia")];
  const day = new Date().toISOString().slice(0, 10);
  const events = {
    community: await eventDuring(() => readFrom(maria, tenant.place)),
    people: await eventDuring(() => maria.GET("/v1/me")),
    audit: await eventDuring(() =>
      olivia.GET("/v1/audit/events", { params: { query: { from: day, to: day, limit: "20" } } }),
    ),
    public: await eventDuring(() => maria.GET("/v1/health")),
  };
  const founding = JSON.stringify({ ...sampleFounding, invitations: [] });
  return [
    { name: "community", event: events.community, variables: variablesOf("Community") },
    { name: "people", event: events.people, variables: variablesOf("People") },
    { name: "audit", event: events.audit, variables: variablesOf("Audit") },
    { name: "public", event: events.public, variables: variablesOf("Public") },
    { name: "rotation", event: "{}", variables: variablesOf("Rotation") },
    { name: "pool-keys", event: "{}", variables: variablesOf("PoolKeys"), routes },
    { name: "identity", event: "{}", variables: variablesOf("Identity") },
    { name: "setup", event: founding, variables: variablesOf("Setup") },
  ];
}
