import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runFunction } from "./functions.ts";

const talk = `export const handler = async () => {
  console.info("two\\nlines", { a: 1 });
  console.error({ code: "x" });
  process.stderr.write("raw\\n");
};`;

describe("the log of a function", () => {
  it("is what CloudWatch gets, as text", async () => {
    const { invoke, messages } = runFunction(talk);
    await invoke({});
    const id = /RequestId: (\S+)/.exec(messages()[0] ?? "")?.[1];
    expect(messages().filter((message) => message !== "raw")).toEqual([
      `START RequestId: ${id} Version: $LATEST`,
      expect.stringMatching(`^\\d{4}-\\S+Z\t${id}\tINFO\ttwo\rlines { a: 1 }$`),
      expect.stringMatching(`^\\d{4}-\\S+Z\t${id}\tERROR\t{ code: 'x' }$`),
      `END RequestId: ${id}`,
      expect.stringMatching(`^REPORT RequestId: ${id}\tDuration: [\\d.]+ ms\t`),
    ]);
    expect(messages()).toContain("raw");
  });

  it("is what CloudWatch gets, as JSON", async () => {
    const { invoke, messages } = runFunction(talk, { LoggingConfig: { LogFormat: "JSON" } });
    await invoke({});
    const lines = messages()
      .filter((message) => message !== "raw")
      .map((message) => JSON.parse(message));
    expect(lines).toMatchObject([
      { type: "platform.start", record: { version: "$LATEST" } },
      { level: "INFO", message: "two\nlines { a: 1 }", requestId: expect.any(String) },
      { level: "ERROR", message: { code: "x" } },
      { type: "platform.report", record: { status: "success" } },
    ]);
  });

  it("has what the handler threw, and what ended it", async () => {
    const { invoke, messages } = runFunction(
      "export const handler = ({ end }) => { if (end) process.exit(1); throw new Error('thrown'); };",
    );
    await invoke({});
    await invoke({ end: true });
    expect(messages().join("\n")).toMatch(
      /ERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"thrown"/,
    );
    expect(messages().join("\n")).toMatch(/Runtime exited with error: exit status 1/);
  });

  it("carries the time of the function's clock", async () => {
    const { invoke, functions, clock } = runFunction("export const handler = async () => undefined;");
    clock.set("2031-02-03T04:05:06Z");
    await invoke({});
    expect(functions.logs().map(({ timestamp }) => new Date(timestamp).getUTCFullYear())).toEqual([
      2031, 2031, 2031,
    ]);
  });

  it("grows in a file of the data folder", async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "logs-"));
    onTestFinished(() => rmSync(dataFolder, { recursive: true }));
    const { invoke, messages } = runFunction(talk, {}, { dataFolder });
    await invoke({});
    expect(readFileSync(join(dataFolder, "logs", "run.log"), "utf8")).toBe(`${messages().join("\n")}\n`);
  });
});
