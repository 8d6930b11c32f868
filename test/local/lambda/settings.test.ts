import { describe, expect, it } from "vitest";
import { runFunction } from "./functions.ts";

describe("a function is refused before anything runs", () => {
  it.each([
    ["another runtime", { Runtime: "python3.13" }, "Run: the local run has the runtime nodejs24.x only."],
    ["a property that is not known", { Layers: [] }, "Run: property Layers is not known"],
    ["a time limit that is no number", { Timeout: "3" }, "Run: Timeout is not a number above zero."],
    [
      "levels of its log",
      { LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "WARN" } },
      "Run: levels of LoggingConfig",
    ],
    [
      "a variable that Lambda reserves",
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "run: the variable AWS_REGION is reserved.",
    ],
    [
      "more variables than Lambda takes",
      { Environment: { Variables: { MUCH: "x".repeat(4096) } } },
      "larger than 4 KB",
    ],
    ["code that is no asset", { Code: { ZipFile: "" } }, "Run: has no code among the assets"],
  ])("for %s", (_, properties, reason) => {
    expect(() => runFunction("", properties)).toThrow(reason);
  });
});
