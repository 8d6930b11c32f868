import * as z from "zod/mini";
import type { Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { item, itemBytes, queryUnits, singleUnits, writeUnits } from "../item-size.ts";
import { requestsOfKms } from "../kms-requests.ts";
import type { Recorded } from "../recorder.ts";
import { postTo, readFrom } from "../requests.ts";
import type { BenchTenant } from "../tenant.ts";
import { auditUnits } from "./audit-units.ts";

const batch = z.object({
  input: z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })) }),
  output: z.object({ Responses: z.record(z.string(), z.array(item)) }),
});
const page = z.object({ output: z.object({ Items: z.array(item) }) });
const single = z.object({
  output: z.object({ Item: z.optional(item) }),
  input: z.object({ ConsistentRead: z.optional(z.boolean()) }),
});
const put = z.object({ input: z.object({ Item: item }) });
const transaction = z.object({
  input: z.object({
    TransactItems: z.array(
      z.union([
        z.object({ Put: z.object({ Item: item }) }),
        z.object({ ConditionCheck: z.object({ TableName: z.string(), Key: z.unknown() }) }),
      ]),
    ),
  }),
});

/** Rows 8 and 9: calls and units of a warm instance, from the sizes of the items that were really sent and read. */
export const units: Measurement = async ({ tenant }) => {
  const running = await tenant();
  return [...(await pageFigures(running)), ...(await auditUnits()), ...(await postFigures(running))];
};

async function pageFigures(tenant: BenchTenant): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const length of [200, 500, 1_000]) {
    const calls = await warmPage(tenant, length);
    if (length === 200) figures.push(...callFigures(calls, tenant));
    const value = calls.reduce((sum, call) => sum + readUnitsOf(call), 0);
    const what = `feed page of 20 messages of ${length} characters`;
    figures.push({ row: 9, what, value, unit: "RRU", budget: 3.5, moonshot: 2 });
  }
  return figures;
}

async function warmPage(tenant: BenchTenant, length: number): Promise<readonly Recorded[]> {
  const maria = await tenant.clientOf("maria");
  for (let count = 0; count < 20; count++)
    await postTo(maria, tenant.place, length, `units-${length}-${count}`);
  await readFrom(maria, tenant.place);
  tenant.decisions.clear();
  return tenant.recorder.during(() => readFrom(maria, tenant.place));
}

function callFigures(calls: readonly Recorded[], { decisions }: BenchTenant): readonly Figure[] {
  const names = calls.map(({ operation }) => operation).join(", ");
  const audit = calls
    .filter(({ operation }) => operation === "PutItem")
    .map((call) => put.parse(call).input.Item);
  const value = audit.reduce((sum, one) => sum + writeUnits(one), 0);
  return [
    { row: 8, what: `calls for a warm feed page: ${names}`, value: calls.length, unit: "calls", budget: 2 },
    {
      row: 8,
      what: "calls of KMS for a warm feed page",
      value: requestsOfKms(decisions.entries()).length,
      unit: "calls",
      budget: 0,
    },
    { row: 8, what: "audit of a feed page by one author", value, unit: "WRU", budget: 1 },
  ];
}

function readUnitsOf(call: Recorded): number {
  if (call.operation === "Query") return queryUnits(page.parse(call).output.Items);
  if (call.operation === "GetItem") {
    const { input, output } = single.parse(call);
    return singleUnits(output.Item ? [output.Item] : [], 1) * (input.ConsistentRead ? 2 : 1);
  }
  if (call.operation !== "BatchGetItem") return 0;
  const { input, output } = batch.parse(call);
  const asked = Object.values(input.RequestItems).reduce((sum, { Keys }) => sum + Keys.length, 0);
  return singleUnits(Object.values(output.Responses).flat(), asked);
}

async function postFigures(tenant: BenchTenant): Promise<readonly Figure[]> {
  const maria = await tenant.clientOf("maria");
  const calls = await tenant.recorder.during(() => postTo(maria, tenant.place, 1_000, "units-post"));
  const actions = transaction.parse(calls.find(({ operation }) => operation === "TransactWriteItems")).input
    .TransactItems;
  const checked = calls.flatMap((call) =>
    call.operation === "BatchGetItem" ? Object.values(batch.parse(call).output.Responses).flat() : [],
  );
  const items = actions.map((action) =>
    "Put" in action ? action.Put.Item : checkedItem(action.ConditionCheck.Key, checked),
  );
  const sizes = items.map((one) => `${itemBytes(one)} B`).join(", ");
  const value = items.reduce((sum, one) => sum + 2 * writeUnits(one), 0);
  const reads = calls.filter(({ operation }) => operation !== "TransactWriteItems");
  return [
    {
      row: 9,
      what: `message of 1,000 characters with its record (${sizes})`,
      value,
      unit: "WRU",
      budget: 10,
      moonshot: 8,
    },
    {
      row: 9,
      what: "reads before it",
      value: reads.reduce((sum, call) => sum + readUnitsOf(call), 0),
      unit: "RRU",
    },
  ];
}

/** The item that a condition is about was read just before: its size is what the condition costs. */
function checkedItem(key: unknown, read: readonly z.output<typeof item>[]): z.output<typeof item> {
  const { pk, sk } = z.object({ pk: z.unknown(), sk: z.unknown() }).parse(key);
  const wanted = JSON.stringify([pk, sk]);
  const found = read.find((one) => JSON.stringify([one.pk, one.sk]) === wanted);
  if (!found) throw new Error("A condition is about an item that was not read.");
  return found;
}
