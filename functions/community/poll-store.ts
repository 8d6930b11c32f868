import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import { type AliasId, type MemberId, messageId, type ThreadId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { messageKey, threadKey, voteKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { messageStore } from "./message-store.ts";
import type { Poll } from "./poll.ts";

const storedVote = z.object({ option: z.number() });
const storedTally = z.object({ tally: z._default(z.array(z.string()), []) });

export interface Voting {
  readonly thread: ThreadId;
  readonly by: MemberId;
  readonly aliasId: AliasId;
  readonly now: number;
}

/** The poll of a thread, which stands in its first message, and the votes; the worker `activity` counts them. */
export const pollStore = (ports: Pick<RequestPorts, "reader" | "vault" | "trail">) => ({
  /** The first message of a thread bears the thread's own id. */
  of: async (thread: ThreadId): Promise<Poll | undefined> => {
    const first = await messageStore(ports).byId(thread, messageId.parse(thread));
    return first?.poll && { options: first.poll.o, closes: first.poll.c };
  },

  /** Votes by option, as far as they are counted, and one's own vote as it is now. */
  votes: async (thread: ThreadId, alias: AliasId) => {
    const [threadItem, vote] = await Promise.all([
      ports.reader.get(threadKey(thread)),
      ports.reader.get(voteKey(thread, alias), { consistent: true }),
    ]);
    return {
      tally: threadItem ? readItem(storedTally, threadItem).tally.map(Number) : [],
      own: vote ? readItem(storedVote, vote).option : null,
    };
  },

  vote: (option: number | null, { thread, by, aliasId, now }: Voting): readonly Write[] => {
    const spot = { table: "community", key: voteKey(thread, aliasId) } as const;
    const first: Write = {
      kind: "require",
      table: "community",
      key: messageKey(thread, messageId.parse(thread)),
      refuses: "not-found",
      when: {},
    };
    if (option === null) return [first, { kind: "remove", ...spot, refuses: "not-found", when: undefined }];
    return [first, { kind: "put", ...spot, attributes: { by, option, at: instant(now) } }];
  },
});
