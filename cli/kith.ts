#!/usr/bin/env node
import { argv, exit, stderr, stdout } from "node:process";
import { UsageError } from "./usage.ts";

/** One verb of the command: what `kith --help` says of it, and what it does with the words after it. */
interface Verb {
  readonly summary: string;
  readonly run: (words: readonly string[]) => Promise<void>;
}

/** Loaded when asked for: `kith token` need not load what `kith start` needs. */
const verbs: Readonly<Record<string, Verb>> = {
  start: {
    summary: "run a whole tenant on this machine",
    run: async (words) => (await import("./start.ts")).start(words),
  },
  token: {
    summary: "sign in as one of the people of the local run and print the access token",
    run: async (words) => (await import("./token.ts")).token(words),
  },
  setup: {
    summary: "begin a deployed tenant: make its programs and the first people's invitations",
    run: async (words) => (await import("./setup.ts")).setup(words),
  },
  audit: {
    summary: "for the compliance officer: export, verify and prove the sealed log of the trail, and more",
    run: async (words) => (await import("./audit/audit.ts")).audit(words),
  },
  ledger: {
    summary: "write down what is deployed of a tenant, so that synth refuses whatever would lose it",
    run: async (words) => (await import("./ledger.ts")).ledger(words),
  },
};

const help = `Usage: kith <verb> [options]

${Object.entries(verbs)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join("\n")}

kith <verb> --help tells more about a verb.
`;

async function main([name, ...words]: readonly string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    stdout.write(help);
    return;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new UsageError(`There is no such verb. Run "kith --help" to see those there are.`);
  await verb.run(words);
}

try {
  await main(argv.slice(2));
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : "Something went wrong."}\n`);
  exit(error instanceof UsageError ? 3 : 4);
}
