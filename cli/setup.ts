import { readFileSync } from "node:fs";
import { stdout } from "node:process";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { parse } from "yaml";
import * as z from "zod/mini";
import { type FoundingRequest, foundingRequest } from "../functions/setup/founding.ts";
import { type Founded, founded } from "./founded-file.ts";
import { readOptions, UsageError } from "./usage.ts";

const help = `Usage: kith setup --function NAME --file FILE

Begins a deployed tenant. Prints the ids of the programs and the invitations' codes: hand each over to one person.
The same file gives the same ids and codes again, and says which codes are used.
  --function NAME   name of the stack's setup function (output SetupFunctionName of the stack)
  --file FILE       YAML file with programs and invitations (docs/founding.example.yaml is one)
Uses the AWS credentials and region of the environment.
`;

export async function setup(words: readonly string[]): Promise<void> {
  const { values } = readOptions(words, {
    function: { type: "string" },
    file: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) return void stdout.write(help);
  if (values.function === undefined || values.file === undefined) throw new UsageError(help);
  const request = readFounding(values.file);
  const made = await found(new LambdaClient({}), values.function, request).catch(explain);
  stdout.write(`${JSON.stringify(made, null, 2)}\n`);
}

/** @throws UsageError that names the file and the fields which are wrong. */
function readFounding(file: string): FoundingRequest {
  const parsed = foundingRequest.safeParse(readYaml(file));
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join(".") || "the file as a whole"))];
  throw new UsageError(
    `${file} is wrong at: ${fields.slice(0, 5).join(", ")}. docs/founding.example.yaml shows what it needs; nothing was made.`,
  );
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    throw new UsageError(`${file} cannot be read as YAML. docs/founding.example.yaml is such a file.`);
  }
}

/** What the SDK says when it lacks something is not what to do about it. */
function explain(cause: unknown): never {
  const name = cause instanceof Error ? `${cause.name} ${cause.message}` : "";
  if (/Region is missing/.test(name))
    throw new UsageError("Set AWS_REGION to the tenant's region. Nothing was made.");
  if (/CredentialsProviderError/.test(name))
    throw new UsageError(
      "No AWS credentials were found: sign in with the AWS command line first. Nothing was made.",
    );
  throw cause;
}

/**
 * Invokes the setup function of a stack.
 * @throws UsageError when it refuses what the file asks for; Error when it fails.
 */
export async function found(client: LambdaClient, functionName: string, request: unknown): Promise<Founded> {
  const answer = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString("utf8");
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  const parsed = founded.safeParse(body);
  if (answer.FunctionError === undefined && parsed.success) return parsed.data;
  const { problem } = z.safeParse(z.object({ problem: z.string() }), body).data ?? { problem: "no answer" };
  if (problem === "invalid-request")
    throw new UsageError(
      "The file does not say what the setup needs. docs/founding.example.yaml is such a file.",
    );
  throw new Error(
    `The setup function failed (${problem}). Have its first keys been made (docs/operate.md)? Run it again with the same file: it goes on, and makes nothing twice.`,
  );
}
