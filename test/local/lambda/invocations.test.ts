import { describe, expect, it } from "vitest";
import { runFunction } from "./functions.ts";

describe("an invocation", () => {
  it("passes the event and gives the answer", async () => {
    const { call } = runFunction("export const handler = async (event) => ({ got: event });");
    expect(await call({ text: 'ä\u2028"' })).toEqual({ got: { text: 'ä\u2028"' } });
  });

  it("answers null when the handler returns nothing", async () => {
    const { invoke } = runFunction("export const handler = async () => {};");
    expect(await invoke({})).toEqual({ payload: "null" });
  });

  it("runs a CommonJS handler in another file, by the name that the template gives", async () => {
    const files = { "main.cjs": "exports.run = async () => 'common';" };
    expect(await runFunction(files, { Handler: "main.run" }).call({})).toBe("common");
  });

  it("gives the handler the context that Lambda documents", async () => {
    const { call } = runFunction(
      "export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });",
      { Timeout: 7, MemorySize: 256 },
    );
    expect(await call({})).toEqual({
      functionName: "run",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:run",
      memoryLimitInMB: "256",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: "/aws/lambda/run",
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      left: expect.toSatisfy((left: number) => left > 0 && left <= 7000),
    });
  });

  it("takes and gives 6 MB and no more", async () => {
    const { invoke } = runFunction("export const handler = async ({ length }) => 'x'.repeat(length);");
    expect((await invoke({ length: 6_291_554 })).payload).toHaveLength(6_291_556);
    expect(await invoke({ length: 6_291_555 })).toMatchObject({ failure: "TooLarge" });
    expect(await invoke({ text: "x".repeat(6_291_556) })).toMatchObject({ failure: "TooLarge" });
    expect(await invoke({ length: 1 })).toEqual({ payload: '"x"' });
  });

  it("of a function that the template does not have is refused", async () => {
    const { functions } = runFunction("");
    await expect(functions.invoke("other", "{}")).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      status: 404,
    });
  });
});

describe("a failure", () => {
  it("of a handler that throws is Lambda's error document", async () => {
    const { invoke } = runFunction("export const handler = async () => { throw new RangeError('why'); };");
    const { failure, payload } = await invoke({});
    expect(failure).toBe("Unhandled");
    expect(JSON.parse(payload)).toEqual({
      errorType: "RangeError",
      errorMessage: "why",
      trace: expect.arrayContaining(["RangeError: why"]),
    });
  });

  it("of a handler that throws leaves its environment warm", async () => {
    const { invoke, call } = runFunction(
      "let calls = 0; export const handler = async () => { if (++calls === 1) throw 'text'; return calls; };",
    );
    expect(await invoke({})).toMatchObject({ failure: "Unhandled" });
    expect(await call({})).toBe(2);
  });

  it("of time ends the environment", async () => {
    const { invoke, functions } = runFunction("export const handler = () => new Promise(() => undefined);", {
      Timeout: 1,
    });
    const { failure, payload } = await invoke({});
    expect(failure).toBe("Timeout");
    expect(JSON.parse(payload).errorMessage).toMatch(
      /^RequestId: \S+ Error: Task timed out after 1.00 seconds$/,
    );
    expect(functions.environments("run")).toBe(0);
  });

  it("of a handler that never lets go of the processor is a failure of time too", async () => {
    const { invoke } = runFunction("export const handler = () => { for (;;); };", { Timeout: 1 });
    expect(await invoke({})).toMatchObject({ failure: "Timeout" });
  });

  it("of the process is a crash, and the next invocation starts cold", async () => {
    const { invoke } = runFunction("export const handler = async ({ code }) => code && process.exit(code);");
    const { failure, payload } = await invoke({ code: 3 });
    expect(failure).toBe("Crash");
    expect(JSON.parse(payload).errorMessage).toMatch(/Runtime exited with error: exit status 3$/);
    expect(await invoke({ code: 0 })).toEqual({ payload: "0" });
  });

  it("of something that nobody awaits ends the environment", async () => {
    const { invoke, functions } = runFunction(
      "export const handler = async () => { Promise.reject(new Error('lost')); await new Promise(() => undefined); };",
    );
    const { failure, payload } = await invoke({});
    expect(failure).toBe("Unhandled");
    expect(JSON.parse(payload)).toMatchObject({ errorType: "Error", errorMessage: "lost" });
    expect(functions.environments("run")).toBe(0);
  });

  it("of memory is a crash", async () => {
    const grow =
      "export const handler = () => { const kept = []; for (;;) kept.push(new Array(1e6).fill(1)); };";
    const { invoke } = runFunction(grow, { Timeout: 20 });
    expect(await invoke({})).toMatchObject({ failure: "Crash" });
  });

  it.each([
    ["a module that throws", { "index.mjs": "throw new TypeError('no');" }, "TypeError"],
    ["a missing module", { "other.mjs": "" }, "Runtime.ImportModuleError"],
    ["a missing export", { "index.mjs": "export const other = 1;" }, "Runtime.HandlerNotFound"],
  ])("of the start: %s", async (_, files, errorType) => {
    const { invoke } = runFunction(files);
    const { failure, payload } = await invoke({});
    expect(failure).toBe("Unhandled");
    expect(JSON.parse(payload)).toMatchObject({ errorType });
  });
});
