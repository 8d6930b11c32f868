import { stdout } from "node:process";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod/mini";
import { readOptions, UsageError } from "../usage.ts";

export const reindexHelp = `Usage: kith audit reindex --function NAME [--check]

Makes the search index of the trail anew from the sealed log, or compares the two. Searches go on meanwhile, and say until when
they are complete. Prints what was done, as JSON.
  --function NAME   name of the stack's indexer function (output IndexerFunctionName of the stack)
  --check           change nothing: compare every row with the log. If one is missing or not what the log gives, the exit code is 1
Uses the AWS credentials and region of the environment.
`;

const indexed = z.object({ indexed: z.int(), until: z.int(), behind: z.int() });
const checked = z.object({ checked: z.int(), wrong: z.int(), next: z.optional(z.int()) });

/** Asks the indexer for one run. @throws Error when it fails. */
export type AskIndexer = (request: object) => Promise<unknown>;

/** @returns by the exit code whether rows were wrong. */
export async function reindex(words: readonly string[]): Promise<void> {
  const { values } = readOptions(words, {
    function: { type: "string" },
    check: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) return void stdout.write(reindexHelp);
  if (values.function === undefined) throw new UsageError(reindexHelp);
  const ask = asking(new LambdaClient({}), values.function);
  const done = values.check ? await checkAll(ask) : await begin(ask);
  stdout.write(`${JSON.stringify(done, null, 2)}\n`);
  if ("wrong" in done && done.wrong > 0) process.exitCode = 1;
}

/** Begins the index anew; what the first run does not come to, the schedule does. */
export async function begin(ask: AskIndexer) {
  return z.parse(indexed, await ask({ operation: "reindex" }));
}

/** Compares the whole index with the log, a segment for each question. */
export async function checkAll(ask: AskIndexer) {
  let [rows, wrong]: [number, number] = [0, 0];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const some: z.output<typeof checked> = z.parse(checked, await ask({ operation: "check", from }));
    rows += some.checked;
    wrong += some.wrong;
    from = some.next;
  }
  return { checked: rows, wrong };
}

const asking =
  (client: LambdaClient, functionName: string): AskIndexer =>
  async (request) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }),
    );
    if (answer.FunctionError !== undefined)
      throw new Error("The indexer failed; its log says why. Run it again: it goes on where it was.");
    return JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8"));
  };
