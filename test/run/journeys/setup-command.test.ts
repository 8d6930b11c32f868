import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { kithClient } from "../../../functions/client.ts";
import { joining, stranger } from "../kit/people.ts";
import { facts, once } from "../tenant.ts";

const folder = mkdtempSync(join(tmpdir(), "kith-setup-"));
const command = join(import.meta.dirname, "../../../cli/kith.ts");
const words = { en: "Begun by hand", es: "Empezado a mano" };
const program = {
  name: "asthma",
  title: words,
  emergency: words,
  phone: "555-0123",
  replyPromise: words,
  spaces: [{ name: "daily-life", title: words }],
};

/** Runs `kith setup` as an operator does: credentials, region and endpoint come from the environment. */
async function setup(request: unknown, functionName = facts.setupFunction) {
  const file = join(folder, "founding.yaml");
  writeFileSync(file, stringify(request));
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: facts.endpointUrl,
    AWS_REGION: facts.region,
    AWS_ACCESS_KEY_ID: facts.operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.operator.secretAccessKey,
    AWS_SESSION_TOKEN: facts.operator.sessionToken,
  };
  const run = promisify(execFile)(
    process.execPath,
    [command, "setup", "--function", functionName, "--file", file],
    { env },
  );
  return run.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
}

describe("kith setup", () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it("begins programs, and the codes that it prints let the first people in", async () => {
    const { code, stdout } = await setup({
      programs: [program],
      invitations: [{ role: "patient", program: "asthma", spaces: ["daily-life"] }],
    });
    expect(code).toBe(0);
    const made = JSON.parse(stdout);
    const { token } = await stranger();
    const client = kithClient(facts.apiUrl, () => token);
    const joined = await client.POST("/v1/invitations/accept", {
      params: { header: once() },
      body: joining(made.invitations[0].code),
    });
    expect(joined.data).toMatchObject({ role: "patient", programId: made.programs[0].programId });
    const self = await client.GET("/v1/me", { headers: { "accept-language": "es" } });
    expect(self.data?.programs[0]?.title).toBe(words.es);
  });

  it.each([
    ["a program without spaces", { programs: [{ ...program, spaces: [] }], invitations: [] }],
    ["an unknown field", { programs: [], invitations: [], more: true }],
    ["no programs at all", "programs"],
  ])("refuses %s in one sentence, with exit code 3", async (_, request) => {
    const { code, stdout, stderr } = await setup(request);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^\S+ is wrong at: [^\n]+\.\n$/);
  });

  it("says in one line that there is no such function", async () => {
    const { code, stderr } = await setup({ programs: [], invitations: [] }, "no-such-function");
    expect(code).toBe(4);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });
});
