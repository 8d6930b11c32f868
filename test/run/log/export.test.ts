import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRunFile } from "../../../cli/run-file.ts";
import { bundlePath } from "../../../functions/tlog/paths.ts";
import { type Ended, kithIn, shellIn } from "../../cli/kit/command.ts";
import { goVerifier } from "../../verifier/foreign/go.ts";
import { newestEvents } from "../kit/trail.ts";
import { clientOf, facts, tenantControl } from "../tenant.ts";
import { readLog, seal } from "./sealed-log.ts";

const page = readFileSync("docs/prove-the-log.md", "utf8");
const desk = mkdtempSync(join(tmpdir(), "kith-officer-"));
afterAll(() => rmSync(desk, { recursive: true, force: true }));

/** Commands of the page that begin like this, as they stand there. */
const commandsOf = (beginning: string): readonly string[] =>
  [...page.matchAll(/^(npx kith audit .*)$|`(npx kith audit [^`]+)`/gm)]
    .map(([, block, inline]) => block ?? inline ?? "")
    .filter((command) => command.startsWith(`npx kith audit ${beginning}`));
const commandOf = (beginning: string): string => commandsOf(beginning)[0] ?? "";

/** Types a command of the page at the officer's desk, with values in the place of its variables. */
const type = (command: string, values: Readonly<Record<string, string>> = {}): Promise<Ended> => {
  const filled = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    command,
  );
  return kithIn(desk, filled.split(" ").slice(2)).ended;
};
const json = async (command: string): Promise<Record<string, unknown>> =>
  JSON.parse((await type(`${command} --json`)).stdout);

/** A run file of the shared tenant, where an officer's commands look for it. */
function publish(): void {
  mkdirSync(join(desk, ".kith"));
  const { apiUrl, pools, trail, endpointUrl: endpoint, region, operator: credentials } = facts;
  writeRunFile(join(desk, ".kith"), {
    apiUrl,
    pools,
    people: [],
    trail,
    aws: { endpoint, region, credentials },
  });
}
async function someEvents(): Promise<void> {
  for (let count = 0; count < 20; count++) await clientOf("maria").GET("/v1/me", {});
}

beforeAll(async () => {
  publish();
  await someEvents();
  await seal();
  // Two bundles, so that there is something to change places.
  for (let { size } = await readLog(); size < 300; size += 20) await someEvents();
  await seal();
});

describe("docs/prove-the-log.md", () => {
  it("exports the log, and verifies it", async () => {
    const exported = await type(commandOf("export example"));
    expect(exported).toMatchObject({ code: 0, stderr: "" });
    expect(exported.stdout).toMatch(
      /^[\d,]+ entries of kith-example\/audit\/[0-9a-f]{12}\/1 are in log: \d+ files\.\n$/,
    );
    cpSync(join(desk, "log/log.vkey"), join(desk, "log.vkey"));
    const verified = await type(commandOf("verify log --key log.vkey --save"));
    expect(verified.stderr).toBe("");
    // Other tests have changed the table behind Kith's back: then the log says so.
    expect([0, 2]).toContain(verified.code);
    expect(verified.stdout).toMatch(
      /^Intact: [\d,]+ entries, signed by kith-example\/audit\/[0-9a-f]{12}\/1\.\nThere are /,
    );
    expect(verified.code === 2).toBe(verified.stdout.includes("Somebody has to look at this:\n- Entry "));
  });

  it("is read by Go's own packages, and by OpenSSL", async () => {
    const go = await goVerifier();
    const { size } = await readLog();
    expect(go.check(join(desk, "log"), readFileSync(join(desk, "log.vkey"), "utf8").trim()).says).toBe(
      `intact ${size}\n`,
    );
    go.remove();
    const [, , lines = ""] = /(With other people's programs)[\s\S]*?```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const { code, stdout } = await shellIn(desk, lines).ended;
    expect([code, stdout.trim()]).toEqual([0, "Signature Verified Successfully"]);
  }, 180_000);

  it("verifies what is new alone, against all that was kept", async () => {
    mkdirSync(join(desk, "kept"));
    cpSync(join(desk, "verified.checkpoint"), join(desk, "kept/first"));
    cpSync(join(desk, "verified.checkpoint"), join(desk, "old.checkpoint"));
    const before = (await readLog()).size;
    await someEvents();
    await seal();
    const again = await type(commandOf("export example"));
    expect(again.stdout).toMatch(/files, of which \d+ were there\.\n$/);
    const since = await json(commandOf("verify log --key log.vkey --since"));
    expect(since).toMatchObject({ intact: true, from: before, anchor: before });
    const anchored = await json(commandOf("verify log --key log.vkey --anchor"));
    expect(anchored).toMatchObject({ intact: true, from: 0, anchor: before });
    const compared = await type(commandOf("verify log --key log.vkey --old"));
    expect(compared).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Intact: the log of .* begins with/),
    });
    cpSync(join(desk, "log/checkpoint"), join(desk, "kept/second"));
  });

  it("proves one event to somebody who has not the log", async () => {
    const [event] = (await newestEvents("member.read-self")).slice(3);
    const proven = await type(commandOf("prove"), { $EVENT: event?.eventId ?? "" });
    expect(proven).toMatchObject({ code: 0, stderr: "" });
    const [file = ""] = readdirSync(join(desk, "proof")).filter((name) => name.endsWith(".tlog-proof"));
    const checked = await type(commandOf("verify proof"), { $INDEX: file.replace(".tlog-proof", "") });
    expect(checked.code).toBe(0);
    expect(checked.stdout).toMatch(
      /^Intact: this is entry [\d,]+ of the [\d,]+ entries signed by kith-example/,
    );
  });

  const drills = [...page.matchAll(/^\| ([a-z][^|]+) \| `((?:[^`\\]|\\.)+)` \| (.+) \|$/gm)].map(
    ([, name = "", change = "", says = ""]) => ({ name, change: change.replaceAll("\\|", "|"), says }),
  );

  it("has drills for an edit, a deletion, another order, a cut and a roll-back", () => {
    expect(drills.length).toBeGreaterThanOrEqual(7);
  });

  it.each(drills)("$name: the verification of a copy says it", async ({ change, says }) => {
    const copy = mkdtempSync(join(desk, "drill-"));
    for (const name of ["log", "log.vkey", "kept", "old.checkpoint"])
      cpSync(join(desk, name), join(copy, name), { recursive: true });
    const [first, second] = [bundlePath(0), readdirSync(join(copy, "log/tile/entries")).sort()[1] ?? ""];
    const inSecond = second.endsWith(".p") ? newestIn(join(copy, "log/tile/entries", second)) : "";
    const values = `FIRST=log/${first}; SECOND=log/tile/entries/${second}${inSecond}; `;
    expect((await shellIn(copy, values + change).ended).code).toBe(0);
    const anchor = says.includes("--anchor") ? ["--anchor", "kept"] : [];
    const { code, stdout } = await kithIn(copy, ["audit", "verify", "log", "--key", "log.vkey", ...anchor])
      .ended;
    expect(code).toBe(1);
    const sentences = [...says.matchAll(/`([^`]+)`/g)].map(([, sentence = ""]) => sentence);
    expect(stdout).toMatch(/^NOT INTACT\. /);
    expect(sentences.some((sentence) => stdout.includes(sentence))).toBe(true);
  });
});

/** The widest of the partial files: the one that counts. */
const newestIn = (folder: string): string =>
  `/${readdirSync(folder).sort((one, other) => Number(other) - Number(one))[0] ?? ""}`;

describe("kith audit verify", () => {
  it.each([
    [["log"], /^Name the log's key with --key/],
    [["log", "--key", "nothing"], /^That is no key of a log/],
    [["nowhere", "--key", "log.vkey"], /^There is no folder nowhere\.\n$/],
    [["log", "--key", "log.vkey", "--anchor", "nothing"], /^nothing cannot be read\.\n$/],
    [["log", "--key", "log.vkey", "--old", "kept/first"], /^--old and --new go together\.\n$/],
    [["log/log.vkey", "--entry", "log/checkpoint", "--key", "log.vkey"], /^The first file is no proof/],
  ])("refuses %j in a sentence, with exit code 3", async (words, sentence) => {
    const { code, stdout, stderr } = await kithIn(desk, ["audit", "verify", ...words]).ended;
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(sentence);
  });

  it("says that a server does not answer, with exit code 4", async () => {
    const { code, stderr } = await kithIn(desk, [
      ...["audit", "verify", "http://127.0.0.1:9/log", "--key", "log.vkey"],
    ]).ended;
    expect([code, stderr]).toEqual([4, "http://127.0.0.1:9/log/checkpoint does not answer.\n"]);
  });
});

describe("kith audit export", () => {
  it("copies the buckets of a deployed tenant, as the page shows it, into the same files", async () => {
    const { worm, edge } = facts.trail;
    const words = commandOf("export --worm")
      .replace("$WORM", worm)
      .replace("$EDGE", edge)
      .split(" ")
      .slice(2);
    const { code, stderr } = await kithIn(desk, [...words.slice(0, -1), "deployed"], {
      AWS_ENDPOINT_URL: facts.endpointUrl,
      AWS_REGION: facts.region,
      AWS_ACCESS_KEY_ID: facts.operator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: facts.operator.secretAccessKey,
    }).ended;
    expect([code, stderr]).toEqual([0, ""]);
    // The folder of before also has the partial files of before.
    const { stdout } = await shellIn(desk, "diff -r log deployed || true").ended;
    expect(stdout.split("\n").filter((line) => line !== "" && !/^Only in log\/tile\//.test(line))).toEqual(
      [],
    );
  });

  it("refuses a tenant that does not run here", async () => {
    const { code, stderr } = await kithIn(desk, ["audit", "export", "nobody", "--out", "other"]).ended;
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^example runs here\. Of a deployed tenant/)]);
  });

  it("brings the key that lies where nobody can change it", async () => {
    const [stored, ...more] = (await tenantControl.objects("AuditWormBucket")).filter(
      ({ key }) => key === "log.vkey",
    );
    expect([more, stored?.retention]).toEqual([[], expect.any(Number)]);
    expect(Buffer.from(stored?.body ?? "", "base64")).toEqual(readFileSync(join(desk, "log/log.vkey")));
  });
});
