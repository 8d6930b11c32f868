import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command was called in a way it cannot be: the message says what to do instead. Exit code 3. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads a verb's options, strictly.
 * @throws UsageError for an unknown option, a missing value or a word too many.
 */
export function readOptions<const T extends Options>(words: readonly string[], options: T, positionals = 0) {
  try {
    const parsed = parseArgs({ args: [...words], options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw new UsageError("There are too many words. Try --help.");
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${error instanceof Error ? error.message.split(/\.\s/)[0] : "Not understood"}. Try --help.`,
    );
  }
}
