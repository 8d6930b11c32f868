import { stdout } from "node:process";
import { UsageError } from "../usage.ts";

/** A verb of the officer's: what `kith audit --help` says of it, and what it does with the words after it. */
interface Verb {
  readonly summary: string;
  readonly run: (words: readonly string[]) => Promise<void>;
}

/** Loaded when asked for: verifying needs nothing of AWS. */
const verbs: Readonly<Record<string, Verb>> = {
  export: {
    summary: "copy the sealed log into a folder, from which anybody can verify it",
    run: async (words) => (await import("./export.ts")).exportLog(words),
  },
  verify: {
    summary: "verify a sealed log, one event of it, or that it goes on from where it was",
    run: async (words) => (await import("./verify.ts")).verify(words),
  },
  prove: {
    summary: "write a proof that an event stands in the log, for somebody who has not the log",
    run: async (words) => (await import("./prove.ts")).prove(words),
  },
  delivery: {
    summary: "find answers of which nobody can say whether they were delivered",
    run: async (words) => (await import("./delivery.ts")).delivery(words),
  },
  reindex: {
    summary: "make the search index anew from the log, or compare the two",
    run: async (words) => (await import("./reindex.ts")).reindex(words),
  },
};

const help = `Usage: kith audit <verb> [options]

${Object.entries(verbs)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join("\n")}

kith audit <verb> --help tells more about a verb.
`;

/** What a compliance officer does with the trail beside searching it. */
export async function audit([name, ...words]: readonly string[]): Promise<void> {
  if (name === "--help" || name === "-h") return void stdout.write(help);
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new UsageError(help);
  await verb.run(words);
}
