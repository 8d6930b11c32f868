import type * as z from "zod/mini";
import { timeLength } from "../kernel/ids.ts";
import type { RequestPorts } from "../kernel/platform.ts";

/** Crockford's base32, as ULIDs use it. */
const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const length = 26;

/** Ten bytes of a digest in base64url as the symbols of an id that stand behind its time. */
function symbolsOf(digest: string): string {
  const value = BigInt(`0x${Buffer.from(digest, "base64url").toString("hex")}`);
  return Array.from({ length: length - timeLength }, (_, at) =>
    symbols.charAt(Number((value >> BigInt(5 * at)) & 31n)),
  ).join("");
}

/**
 * The id that the same request gets again: a keyed digest of what is asked for. So an interrupted setup is finished by
 * running it once more, with the same ids and the same codes. Its time is that of no clock: it sorts before every other id, as
 * what a tenant begins with should.
 */
export const sameId = async <T extends z.core.$ZodType<string>>(
  kind: T & { parse: (text: string) => z.output<T> },
  asked: string,
  { vault }: Pick<RequestPorts, "vault">,
): Promise<z.output<T>> =>
  kind.parse(`${"0".repeat(timeLength)}${symbolsOf(await vault.blindIndex("setup", asked))}`);
