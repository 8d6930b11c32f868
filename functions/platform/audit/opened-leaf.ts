import type { AuditEvent, LoggedEvent } from "../../kernel/audit.ts";
import { instant, monthOf } from "../../kernel/clock.ts";
import type { MemberId } from "../../kernel/ids.ts";
import { isSystem } from "./body.ts";
import { restoreExtra, restoreId } from "./compact.ts";
import { type DecodedBody, decodeBody } from "./decode-body.ts";
import type { Header } from "./header.ts";
import { eventKey } from "./keys.ts";
import type { TrailItem } from "./lane-pages.ts";
import { openLeaf, parseLeaf } from "./leaf.ts";
import type { MonthKeys } from "./month-keys.ts";
import { nameOfPlace } from "./position.ts";

/** What an item of the trail turned out to be. */
export type OpenedLeaf =
  | { readonly state: "event"; readonly header: Header; readonly body: DecodedBody }
  | { readonly state: "rotation" }
  | { readonly state: "damaged"; readonly id: string };

/** The leaf of an item, if it lies where its id says and its header is one that Kith writes. */
const leafIn = (item: TrailItem) => {
  const leaf = item.leaf && parseLeaf(item.leaf);
  if (leaf === undefined) return undefined;
  const { pk, sk } = eventKey(leaf.header.id);
  return pk === item.pk && sk === item.sk ? leaf : undefined;
};

/**
 * Opens an item of the trail. Whatever is wrong with it makes it `damaged`; only a key that cannot be had is an error.
 * @throws Problem `sealed` or `unavailable`.
 */
export const openItem = async (
  tenant: string,
  keys: Pick<MonthKeys, "existing">,
  item: TrailItem,
): Promise<OpenedLeaf> => {
  const damaged = { state: "damaged", id: nameOfPlace(item) } as const;
  const leaf = leafIn(item);
  if (leaf === undefined) return damaged;
  const month = await keys.existing(monthOf(leaf.header.at));
  const bytes = month && openLeaf(tenant, leaf, month.key);
  if (bytes === undefined) return damaged;
  if (leaf.header.type === "rot") return { state: "rotation" };
  const body = decodeBody(bytes);
  return body ? { state: "event", header: leaf.header, body } : damaged;
};

/** Tokens that an opened leaf names, base64url. */
export const tokensIn = (leaf: OpenedLeaf): readonly string[] => {
  if (leaf.state !== "event") return [];
  const { json, tokens } = leaf.body;
  return json.ac === undefined || isSystem(json.ac) ? tokens : [json.ac, ...tokens];
};

type Holders = ReadonlyMap<string, MemberId>;

const eventOf = ({ json, tokens }: DecodedBody, holders: Holders): AuditEvent => ({
  action: json.act,
  outcome: json.out,
  actor: json.ac === undefined || isSystem(json.ac) ? json.ac : holders.get(json.ac),
  role: json.rl,
  purpose: json.pu,
  breakGlass: json.bg ?? false,
  program: json.co,
  resource: json.re,
  requestId: restoreId(json.rq),
  reads: json.dx ?? [],
  replayOf: json.rv,
  extra: restoreExtra(json.x),
  commitments: json.cm ?? [],
  subjects: tokens.flatMap((token) => holders.get(token) ?? []),
});

/** What the officer sees of a leaf; nothing of a writer's rotation. A member whose token nobody holds is only counted. */
export const loggedEvent = (leaf: OpenedLeaf, holders: Holders): readonly LoggedEvent[] => {
  if (leaf.state === "rotation") return [];
  if (leaf.state === "damaged") return [leaf];
  const { header, body } = leaf;
  const unnamed = tokensIn(leaf).filter((token) => !holders.has(token)).length;
  return [{ state: "open", id: header.id, at: instant(header.at), unnamed, ...eventOf(body, holders) }];
};
