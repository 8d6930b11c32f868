import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { familyOf, kith, npmStart, type Running, shell, stillAlive, workingOn } from "./kit/command.ts";
import { digests, folder } from "./kit/folders.ts";

const data = join(folder(), "its data");
const noExport = { KITH_EHR: "/nonexistent" };

/** Commands of the welcome text, as they stand there. */
function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\d\. .*\n {3}(.+)$/gm)].map(([, command]) => command ?? "");
}

async function welcomed(words: readonly string[], variables = {}): Promise<{ run: Running; text: string }> {
  const run = npmStart(["--data", data, ...words], variables);
  await run.says(/^3\. .*\n {3}.*olivia.*\n/m);
  return { run, text: run.stdout() };
}

/** Ctrl-C, and nothing that it began is left. */
async function ends(run: Running): Promise<void> {
  const family = familyOf(run.pid);
  expect(family.some(({ line }) => /java .*DynamoDB/.test(line))).toBe(true);
  run.interrupt();
  await run.ended;
  expect(stillAlive(family)).toEqual([]);
  expect(workingOn(data)).toEqual([]);
}

/** Names of the files of a run; of what its workers go on keeping, only that there is some. */
const lasting = (folder: string): readonly string[] => [
  ...new Set(Object.keys(digests(folder)).map((file) => file.replace(/(\/s3)\/.*/, "$1"))),
];

describe("npm start", () => {
  const words = `Kept for the second start ${randomUUID()}`;

  it("tells what it does, answers before people are in, and prints three commands that work", async () => {
    const run = npmStart(["--data", data], noExport);
    const [, api = ""] = await run.says(/The API answers at (\S+)\n/);
    expect((await fetch(`${api}/v1/health`)).status).toBe(200);
    expect(run.stdout()).toMatch(/Bundling .*\n.*Synthesizing .*\n.*Starting /);
    await run.says(/^3\. .*\n {3}.*olivia.*\n/m);
    await run.says(
      /Seeding: 10 patients of the bundled sample .*\n[\s\S]*Seeding is done: 10 patients came in, .*\n/,
    );

    const commands = commandsOf(run.stdout());
    expect(commands).toHaveLength(3);
    const pasted = await shell(commands.join("\n").replace("Good morning from Maria.", words));
    expect(pasted.code).toBe(0);
    expect(pasted.stdout).toContain(`"text":"${words}"`);
    const { events } = JSON.parse(pasted.stdout.slice(pasted.stdout.indexOf('{"events"')));
    expect(events[0]).toMatchObject({ action: "message.read", outcome: "ok", role: "patient" });

    const second = await kith(["start", "--data", data], noExport).ended;
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toMatch(/^Process \d+ runs on .*\.\n$/);
    const fresh = await kith(["start", "--fresh", "--data", data], noExport).ended;
    expect(fresh).toMatchObject({ code: 3, stdout: "" });
    expect((await fetch(`${api}/v1/health`)).status).toBe(200);

    const { code, stderr } = await kith(["token", "nobody", "--data", data]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^There is no such person here\. There are: maria, .*\.\n$/);
    await ends(run);
    expect((await kith(["token", "maria", "--data", data]).ended).code).toBe(3);
  });

  it("opens everything again, and lets nobody in twice", async () => {
    const { run, text } = await welcomed([], noExport);
    expect(text).toContain("Opening what the last run kept");
    expect(text).not.toContain("Letting");
    const [, , read = ""] = commandsOf(text);
    const { stdout } = await shell(read);
    expect(stdout).toContain(`"text":"${words}"`);
    expect(stdout.match(/Hello, I am new here/g)).toHaveLength(1);
    await ends(run);
  });

  it("ends while it is still starting, and leaves nothing that runs", async () => {
    const before = lasting(data);
    const run = npmStart(["--data", data], noExport);
    await run.says(/Starting DynamoDB/);
    const family = familyOf(run.pid);
    run.interrupt();
    await run.ended;
    expect(stillAlive(family)).toEqual([]);
    expect(workingOn(data)).toEqual([]);
    expect(lasting(data)).toEqual(before);
  });
});
