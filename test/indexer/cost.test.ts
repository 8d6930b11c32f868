import { describe, expect, it } from "vitest";
import { type Item, writeUnits } from "../../bench/item-size.ts";
import { gather } from "../../functions/audit/search.ts";
import { minute } from "../../functions/kernel/clock.ts";
import { memberId, programId } from "../../functions/kernel/ids.ts";
import { toStoredItem } from "../../functions/platform/items.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { longer } from "../runs.ts";
import { type SealedWorld, sealedWorld } from "./sealed-world.ts";

const members = Array.from({ length: 1_000 }, () => newId(memberId));
const program = newId(programId);
const days = { fromDay: "2026-11-19", toDay: "2026-12-31", before: undefined };
const memberAt = (at: number) => members[at % members.length] ?? newId(memberId);

/** An item as DynamoDB's API writes it, bytes in base64. */
const wire = (item: object): Item =>
  Object.fromEntries(
    Object.entries(toStoredItem(Object(item))).map(([name, value]) => [
      name,
      value.B ? { B: Buffer.from(value.B).toString("base64") } : Object(value),
    ]),
  );
const unitsOf = ({ index }: SealedWorld): number =>
  [...index.items.values()].reduce((sum, item) => sum + writeUnits(wire(item)), 0);

/** A page of a thread, read by one of the readers, with twenty of the authors on it. */
const pageRead = (at: number, number: number, authors: number) => ({
  ...{ action: "message.read", outcome: "ok", actor: memberAt(number * 7), program, at },
  requestId: `request-${number}`,
  subjects: [...new Set(Array.from({ length: 20 }, (_, place) => memberAt((number * 13 + place) % authors)))],
});

describe("what the index costs to write", () => {
  it.each([
    ["2,000 page reads an hour by 1,000 readers, 200 authors", 2_000, 200],
    ["10,000 page reads an hour by 1,000 readers, 1,000 authors", 10_000, 1_000],
  ])("is at most 3 units for a page that discloses 20: %s", async (_, reads, authors) => {
    const world = sealedWorld();
    for (let number = 0; number < reads; number++)
      world.write(pageRead(world.clock.now + number, number, authors));
    world.clock.now += reads;
    world.seal(reads, { beat: true });
    await world.indexAll();
    await world.indexAll();
    const units = unitsOf(world) / reads;
    expect(units).toBeGreaterThan(0.1);
    expect(units).toBeLessThanOrEqual(3);
  });
});

/** A log of so many events of others, among them a hundred that name one patient. */
async function storeOf(events: number) {
  const world = sealedWorld();
  const patient = newId(memberId);
  const every = events / 100;
  for (let number = 0; number < events; number++) {
    const at = world.clock.now + Math.floor((number * 600 * minute) / events);
    const subjects = number % every === 0 ? [patient] : [memberAt(number)];
    world.write({ ...pageRead(at, number, 10), subjects });
  }
  world.clock.now += 600 * minute;
  for (let part = 0; part < 10; part++) {
    world.seal(events / 10, { beat: true });
    await world.indexAll();
  }
  return { world, patient };
}

describe("what a search costs to read", () => {
  it("is the same number of queries and units for a patient's first page, however many events there are", async () => {
    const sizes = longer > 1 ? [1_000, 10_000, 100_000] : [1_000, 5_000];
    const costs = [];
    for (const size of sizes) {
      const { world, patient } = await storeOf(size);
      world.index.asked.queries = 0;
      world.index.asked.bytes = 0;
      world.asked.objects = 0;
      const page = await gather(world.log.search(days, { subject: patient }), { subject: patient }, 50);
      expect(page.events).toHaveLength(50);
      expect(world.asked.objects).toBeLessThanOrEqual(75);
      costs.push({ ...world.index.asked });
    }
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
  });

  it("is the same when one patient has up to a million rows", async () => {
    const patient = newId(memberId);
    const costs = [];
    for (const rows of longer > 1 ? [1_000, 1_000_000] : [1_000, 20_000]) {
      const world = sealedWorld();
      for (let number = 0; number < 60; number++) {
        world.write({ ...pageRead(world.clock.now, number, 10), subjects: [patient] });
        world.seal(1, { beat: true });
        world.clock.now += 60 * minute;
      }
      await world.indexAll();
      const pk = `P#${patient}`;
      const [row] = [...world.index.items.values()].filter((item) => item.pk === pk);
      for (let at = 0; at < rows; at++) {
        const hour = new Date(Date.parse("2026-11-20T00:00:00.000Z") - (at % 50_000) * 60 * minute);
        const sk = `${hour.toISOString().slice(0, 13)}#${String(at).padStart(13, "0")}`;
        world.index.items.set(`${pk} ${sk}`, { ...Object(row), pk, sk });
      }
      world.index.asked.queries = 0;
      world.index.asked.bytes = 0;
      const range = { ...days, fromDay: "2020-01-01" };
      const page = await gather(world.log.search(range, { subject: patient }), { subject: patient }, 50);
      expect(page.events).toHaveLength(50);
      costs.push(JSON.stringify(world.index.asked));
    }
    expect(new Set(costs).size).toBe(1);
  });
});
