import type * as z from "zod/mini";
import type { RequestPorts } from "../kernel/platform.ts";

/** Crockford's base32, as ULIDs use it. */
const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Sixteen bytes in base64url as the 26 symbols of an id. */
function symbolsOf(digest: string): string {
  const value = BigInt(`0x${Buffer.from(digest, "base64url").toString("hex")}`);
  return Array.from({ length: 26 }, (_, at) =>
    symbols.charAt(Number((value >> BigInt(5 * (25 - at))) & 31n)),
  ).join("");
}

/**
 * The id that the same request gets again: a keyed digest of what is asked for. So an interrupted setup is finished by
 * running it once more, with the same ids and the same codes.
 */
export const sameId = async <T extends z.core.$ZodType<string>>(
  kind: T & { parse: (text: string) => z.output<T> },
  asked: string,
  { vault }: Pick<RequestPorts, "vault">,
): Promise<z.output<T>> => kind.parse(symbolsOf(await vault.blindIndex("setup", asked)));
