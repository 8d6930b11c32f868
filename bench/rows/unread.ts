import { setTimeout } from "node:timers/promises";
import type { Place } from "../../cli/seed.ts";
import type { KithClient } from "../../functions/client.ts";
import type { Measurement } from "../context.ts";
import { median } from "../measure.ts";
import { postTo } from "../requests.ts";

const times = 10;
/** Milliseconds between two looks of a client that waits. */
const pause = 20;

/** Row 16: how long after a post the unread counts of somebody else are true. */
export const unread: Measurement = async ({ tenant, say }) => {
  const running = await tenant();
  const [maria, ana] = [await running.clientOf("maria"), await running.clientOf("ana")];
  const { place } = running;
  say(`Row 16: ${times} posts, each until it is counted`);
  const seconds = await running.whileCounting(async () => {
    await readToTheEnd(ana, place);
    const lags: number[] = [];
    for (let posted = 1; posted <= times; posted++) {
      await postTo(maria, place, 200, `unread-${posted}`);
      const begun = performance.now();
      while ((await countOf(ana, place)) < posted) await setTimeout(pause);
      lags.push((performance.now() - begun) / 1_000);
    }
    return lags;
  });
  const figure = { row: 16, unit: "s", budget: 5 };
  return [
    { ...figure, what: "unread counts true after a post", value: median(seconds) },
    { ...figure, what: `  the longest of ${times}`, value: Math.max(...seconds) },
  ];
};

async function readToTheEnd(client: KithClient, path: Place): Promise<void> {
  const thread = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}";
  const newest = await client.GET(`${thread}/messages`, { params: { path, query: { limit: "1" } } });
  const upTo = newest.data?.messages[0]?.messageId;
  if (upTo === undefined) throw new Error("Nobody has written yet.");
  const { response } = await client.POST(`${thread}/read`, {
    params: { path, header: { "Idempotency-Key": "bench-unread" } },
    body: { upTo },
  });
  if (!response.ok) throw new Error(`A thread could not be marked as read: ${response.status}.`);
}

async function countOf(client: KithClient, { programId, spaceId }: Place): Promise<number> {
  const { data } = await client.GET("/v1/programs/{programId}/unread", { params: { path: { programId } } });
  const space = data?.spaces.find((one) => one.spaceId === spaceId);
  if (!space) throw new Error("What is new could not be read.");
  return space.unread.count;
}
