import { stdout } from "node:process";
import { signInAs } from "../local/cognito/client.ts";
import { defaultData, readRunFile, type SignInPool } from "./run-file.ts";
import { readOptions, UsageError } from "./usage.ts";

const help = `Usage: kith token <person> [--data FOLDER]

Signs in at the local run as one of its people, by the authorization code flow with PKCE, and prints the access token.
  --data FOLDER   where the local run keeps its data (default ${defaultData})
`;

/** Prints an access token of a person of the local run. */
export async function token(words: readonly string[]): Promise<void> {
  const options = {
    data: { type: "string", default: defaultData },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, positionals } = readOptions(words, options, 1);
  const [username] = positionals;
  if (values.help) return void stdout.write(help);
  if (username === undefined) throw new UsageError(help);
  const { people, pools } = readRunFile(values.data);
  const person = people.find((known) => known.username === username);
  if (!person)
    throw new UsageError(
      `There is no such person here. There are: ${people.map((known) => known.username).join(", ")}.`,
    );
  await assertRuns(pools[person.pool], values.data);
  stdout.write(`${await accessToken(pools[person.pool], username)}\n`);
}

/** A run that was killed leaves its file behind. */
async function assertRuns({ issuerUrl }: SignInPool, folder: string): Promise<void> {
  try {
    await fetch(issuerUrl);
  } catch {
    throw new UsageError(`The local run in ${folder} does not answer. Start it again with "npm start".`);
  }
}

/** The access token that a sign-in at a pool of the local run gives. */
export async function accessToken(pool: SignInPool, username: string): Promise<string> {
  const { accessToken: made } = await signInAs(
    pool.issuerUrl,
    pool.clientId,
    username,
    ["openid", ...pool.scopes],
    pool.redirectUri,
  );
  return made;
}
