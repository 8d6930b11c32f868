import { existsSync, readFileSync } from "node:fs";
import { parseVerifierKey, type VerifierKey } from "../../functions/tlog/verifier-key.ts";
import { UsageError } from "../usage.ts";

/**
 * The key of a log, from its line or from a file with that line.
 * @throws UsageError when it is neither, or its key id is not that of its name and key.
 */
export function logKey(keyOrFile: string | undefined): VerifierKey {
  if (keyOrFile === undefined)
    throw new UsageError(
      "Name the log's key with --key: the file or the line that you were given with the first checkpoint.",
    );
  const line = existsSync(keyOrFile) ? readFileSync(keyOrFile, "utf8") : keyOrFile;
  const key = parseVerifierKey(line);
  if (key === undefined)
    throw new UsageError("That is no key of a log. It is one line: <name>+<8 digits>+<base64>.");
  return key;
}
