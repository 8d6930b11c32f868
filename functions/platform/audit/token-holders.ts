import { type MemberId, memberId } from "../../kernel/ids.ts";
import type { Log } from "../../kernel/platform.ts";
import type { Reader } from "../../kernel/ports.ts";
import { memberOfKey } from "./keys.ts";

/** Keys that one call reads. */
const mostKeys = 100;

/** The members behind tokens (base64url). A token that nobody holds is absent, and alarms. */
export type HoldersOf = (tokens: Iterable<string>) => Promise<ReadonlyMap<string, MemberId>>;

/** Looks tokens up in `audit-keys`, each once for as long as the lookup lives: that is one search. */
export const tokenHolders = (reader: Reader, log: Log): HoldersOf => {
  const known = new Map<string, MemberId>();

  const look = async (tokens: readonly string[]): Promise<void> => {
    const items = await reader.getAll(tokens.map(memberOfKey));
    for (const [at, token] of tokens.entries()) {
      const member = memberId.safeParse(items[at]?.member);
      if (member.success) known.set(token, member.data);
      else log({ level: "alarm", event: "missing-key" });
    }
  };

  return async (tokens) => {
    const missing = [...new Set(tokens)].filter((token) => !known.has(token));
    for (let at = 0; at < missing.length; at += mostKeys) await look(missing.slice(at, at + mostKeys));
    return known;
  };
};
