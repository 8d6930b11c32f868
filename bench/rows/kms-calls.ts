import type { Measurement } from "../context.ts";
import { requestsOfKms } from "../kms-requests.ts";
import { readFrom } from "../requests.ts";

const minute = 60_000;
const step = 4 * minute;

/** Row 10: what one warm instance asks of KMS in an hour in which somebody reads a page every four minutes. */
export const kmsCalls: Measurement = async ({ tenant }) => {
  const { clock, clientOf, decisions, place } = await tenant();
  const begun = clock.offset();
  await readFrom(await clientOf("maria"), place);
  decisions.clear();
  for (let passed = step; passed <= 60 * minute; passed += step) {
    clock.set(begun + passed);
    // A new sign-in each time: tokens do not last the hour.
    await readFrom(await clientOf("maria"), place);
  }
  const requests = requestsOfKms(decisions.entries());
  const keys = [...new Set(requests.map(({ resource }) => resource))];
  const most = Math.max(0, ...keys.map((key) => requests.filter(({ resource }) => resource === key).length));
  clock.set(begun);
  return [
    {
      row: 10,
      what: "calls of KMS per instance-hour, of the busiest key",
      value: most,
      unit: "calls",
      budget: 12,
      moonshot: 12,
    },
    { row: 10, what: "calls of KMS per instance-hour, of all keys", value: requests.length, unit: "calls" },
  ];
};
