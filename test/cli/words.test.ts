import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeRunFile } from "../../cli/run-file.ts";
import { kith } from "./kit/command.ts";
import { folder } from "./kit/folders.ts";

const empty = folder();
const sentence = /^[A-Z-/][^\n]*\.\n$/;

describe("kith", () => {
  it.each([[], ["--help"], ["-h"], ["help"]])("says what it can do: %j", async (...words) => {
    const { code, stdout, stderr } = await kith(words).ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/start.*token.*setup.*audit/s);
  });

  it.each([["start"], ["token"], ["setup"], ["audit"]])("explains %s", async (verb) => {
    const { code, stdout } = await kith([verb, "--help"]).ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: /);
  });

  it.each([
    [["stop"]],
    [["constructor"]],
    [["start", "--prot", "3000"]],
    [["start", "now"]],
    [["start", "--port"]],
    [["start", "--port", "0"]],
    [["start", "--port", "65536"]],
    [["start", "--port", "3000x"]],
    [["start", "--port", "-1"]],
    [["start", "--quiet=yes"]],
    [["start", "--data", join(empty, "d"), "--tenant", "nobody"]],
    [["token", "maria", "ana"]],
    [["token", "--person", "maria"]],
    [["token", "maria", "--data", empty]],
    [
      [
        "audit",
        "delivery",
        "--api",
        "x",
        "--access-log",
        join(empty, "none"),
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-01",
      ],
    ],
    [["setup", "--function", "x", "--file", join(empty, "missing.yaml")]],
  ])("refuses %j in one sentence, with exit code 3", async (words) => {
    const { code, stderr } = await kith(words).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain("    at ");
  });

  it.each([[["token"]], [["setup"]], [["setup", "--function", "x"]]])(
    "shows how %j is used",
    async (words) => {
      const { code, stderr } = await kith(words).ended;
      expect(code).toBe(3);
      expect(stderr).toMatch(/^Usage: kith/);
    },
  );

  it("says that a run which was killed does not answer", async () => {
    const killed = join(empty, "killed");
    mkdirSync(killed);
    const pool = {
      issuerUrl: "http://127.0.0.1:1/p",
      clientId: "c",
      scopes: [],
      redirectUri: "http://127.0.0.1/",
    };
    const people = [{ username: "maria", pool: "members" as const }];
    const trail = { tenant: "example", worm: "w", edge: "e" };
    const credentials = { accessKeyId: "k", secretAccessKey: "s" };
    const aws = { endpoint: "http://127.0.0.1:1", region: "us-east-1", credentials };
    const pools = { members: pool, workforce: pool };
    writeRunFile(killed, { apiUrl: "http://127.0.0.1:1", pools, people, trail, aws });
    const { code, stderr } = await kith(["token", "maria", "--data", killed]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/does not answer[^\n]*\.\n$/);
  });

  it.each(["", "{", "[]", '{"apiUrl":1}'])("takes a run's file that says %j for no run", async (text) => {
    const damaged = join(empty, "damaged");
    mkdirSync(damaged, { recursive: true });
    writeFileSync(join(damaged, "run.json"), text);
    const { code, stderr } = await kith(["token", "maria", "--data", damaged]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(sentence);
  });
});

describe("kith setup", () => {
  it("refuses a file that is no YAML, before it calls anybody", async () => {
    const file = join(empty, "bad.yaml");
    writeFileSync(file, "programs: [unclosed");
    const { code, stderr } = await kith(["setup", "--function", "x", "--file", file]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/cannot be read as YAML/);
  });
});

/** A folder as an earlier run left it. */
function kept(name: string): string {
  const folder = join(empty, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "founded.json"), "{}");
  return folder;
}

describe("kith start", () => {
  it.each(["notes.txt", ".git"])("deletes no folder that holds more than a run: %s", async (name) => {
    const mine = join(empty, `mine-${name}`);
    mkdirSync(join(mine, "cdk.out"), { recursive: true });
    mkdirSync(join(mine, "run"));
    writeFileSync(join(mine, name), "keep me");
    const { code, stderr } = await kith(["start", "--fresh", "--data", mine]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/Nothing was deleted\.\n$/);
    expect(readFileSync(join(mine, name), "utf8")).toBe("keep me");
  });

  it.each([[["--fresh"]], [[]]])("takes no file for a folder: %j", async (words) => {
    const file = join(empty, "file");
    writeFileSync(file, "keep me");
    const { code, stderr } = await kith(["start", ...words, "--data", file]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(sentence);
    expect(readFileSync(file, "utf8")).toBe("keep me");
  });

  it("says that its port is in use before it deletes or starts anything", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const ended = await kith(["start", "--fresh", "--port", port, "--data", kept("port")]).ended;
    server.close();
    expect(ended).toEqual({ code: 4, stdout: "", stderr: `Port ${port} is in use. Choose another one.\n` });
    expect(existsSync(join(empty, "port", "founded.json"))).toBe(true);
  });

  it("says that there is no such tenant before it deletes or starts anything", async () => {
    const ended = await kith(["start", "--fresh", "--tenant", "nobody", "--data", kept("tenant")]).ended;
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^There is no such tenant\. There are: [^\n]*\.\n$/);
    expect(existsSync(join(empty, "tenant", "founded.json"))).toBe(true);
  });
});
