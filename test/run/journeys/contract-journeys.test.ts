import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { operationNames } from "../../samples.ts";
import { ownProgram } from "../idempotency/own-program.ts";
import { stranger } from "../kit/people.ts";
import { dayFromToday } from "../kit/trail.ts";
import { facts, tokenOf } from "../tenant.ts";

const page = "docs/journeys.arazzo.yaml";
const journeys = z
  .object({ workflows: z.array(z.object({ steps: z.array(z.object({ operationId: z.string() })) })) })
  .parse(parse(readFileSync(page, "utf8")));

/** What the journeys leave to other tests: they need two more people each, or end what a journey goes on with. */
const elsewhere = [
  "findApiCatalog",
  "deleteMessage",
  "assignToCareTeam",
  "releaseFromCareTeam",
  "findPerson",
  "suspendPerson",
  "reactivatePerson",
  "readCounts",
  "readIntegrity",
  "readFhirAuditEvents",
];

/** Who walks, and where. */
async function walkers() {
  const { at, people } = await ownProgram(["manager"]);
  return {
    ...{ programId: at.programId, spaceId: at.spaceId, today: dayFromToday(0) },
    email: `t-${randomUUID()}@example.org`,
    newcomer: (await stranger()).token,
    manager: people[0]?.token ?? "",
    officer: await tokenOf("olivia"),
    administrator: await tokenOf("adam"),
  };
}

/** Runs the journeys by a tool that knows the contract and nothing of us. It says nothing to anybody outside. */
async function walk(): Promise<string> {
  const environment = {
    PATH: process.env.PATH,
    NO_COLOR: "1",
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    REDOCLY_CLI_RESPECT_INPUT: JSON.stringify(await walkers()),
  };
  const words = ["node_modules/@redocly/cli/bin/cli.js", "respect", page, "--server", `kith=${facts.apiUrl}`];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { env: environment }).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  return stdout + stderr;
}

describe("The journeys of the contract", () => {
  it("name every operation but those that are walked elsewhere", () => {
    const walked = journeys.workflows.flatMap(({ steps }) =>
      steps.map(({ operationId }) => operationId.split(".").at(-1)),
    );
    expect(operationNames.filter((name) => !walked.includes(name)).toSorted()).toEqual(elsewhere.toSorted());
  });

  it("are walked by a client that we did not write, and every answer is as the contract says", async () => {
    const said = await walk();
    expect(said).toMatch(
      new RegExp(`Workflows: ${journeys.workflows.length} passed, ${journeys.workflows.length} total`),
    );
    expect(said).not.toMatch(/✗|failed/);
  });
});
