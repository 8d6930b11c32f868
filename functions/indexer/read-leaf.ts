import { lowestEventId } from "../kernel/ids.ts";
import { eventKey } from "../platform/audit/keys.ts";
import { parseLeaf } from "../platform/audit/leaf.ts";
import type { MonthKeys } from "../platform/audit/month-keys.ts";
import { type OpenedLeaf, openItem } from "../platform/audit/opened-leaf.ts";
import { ownLeafIn } from "../sealer/own-leaf.ts";
import type { Facts } from "./dimensions.ts";
import type { ReadLeaf, ReadLeafOf } from "./ports.ts";

/** Opens leaves of the sealed log. What the sealer found late holds the event's own leaf; its other leaves hold nobody's information. */
export const leafReader =
  (tenant: string, keys: Pick<MonthKeys, "existing">): ReadLeafOf =>
  async (leaf) => {
    const own = ownLeafIn(leaf);
    if (own !== undefined && own.type !== "rec") return { state: "own" };
    const bytes = own?.body ?? leaf;
    const header = parseLeaf(bytes)?.header;
    if (header === undefined) return { state: "damaged", id: lowestEventId(0) };
    return readLeaf(await openItem(tenant, keys, { ...eventKey(header.id), leaf: bytes }));
  };

function readLeaf(opened: OpenedLeaf): ReadLeaf {
  if (opened.state === "rotation") return { state: "own" };
  return opened.state === "damaged" ? opened : { state: "event", facts: factsOf(opened), opened };
}

const factsOf = ({ header, body }: Extract<OpenedLeaf, { state: "event" }>): Facts => ({
  id: header.id,
  at: header.at,
  action: body.json.act,
  outcome: body.json.out,
  actor: body.json.ac,
  program: body.json.co,
  requestId: body.json.rq,
  subjects: body.tokens,
});

/** An opened leaf as {@link ReadLeaf} keeps it. */
export const openedOf = (leaf: Exclude<ReadLeaf, { state: "own" }>): OpenedLeaf =>
  leaf.state === "event" ? leaf.opened : leaf;
