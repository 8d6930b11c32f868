import type { MemberId } from "../kernel/ids.ts";
import type { Reader } from "../kernel/ports.ts";

/** The tokens of members, base64url, from `audit-keys`; who has none is absent. */
export const memberTokens =
  (registry: Pick<Reader, "getAll">) =>
  async (members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, string>> => {
    const keys = [...new Set(members)].map((member) => ({ pk: `TOKEN#${member}`, sk: "TOKEN" }));
    const items = await registry.getAll(keys);
    return new Map(
      [...new Set(members)].flatMap((member, at) => {
        const token = items[at]?.token;
        return token instanceof Uint8Array ? [[member, Buffer.from(token).toString("base64url")]] : [];
      }),
    );
  };
