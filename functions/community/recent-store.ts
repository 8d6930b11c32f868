import * as z from "zod/mini";
import type { SpaceId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { recentKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item } from "../kernel/ports.ts";
import { type PostedIn, postedIn } from "../kernel/posted.ts";

const stored = z.object({ recent: z.array(postedIn) });

/** The newest messages of each space, which the worker `activity` keeps. */
export const recentStore = ({ reader }: Pick<RequestPorts, "reader">) => ({
  /** In the order of the spaces; `undefined` where nobody has written yet. */
  inSpaces: (spaces: readonly SpaceId[]): Promise<readonly (Item | undefined)[]> =>
    reader.getAll(spaces.map(recentKey)),
});

export const recentOf = (item: Item | undefined): readonly PostedIn[] =>
  item ? readItem(stored, item).recent : [];
