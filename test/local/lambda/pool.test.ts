import { describe, expect, it } from "vitest";
import { runFunction } from "./functions.ts";

const tellPid = "export const handler = async () => process.pid;";
const wait =
  "export const handler = () => new Promise((resolve) => setTimeout(() => resolve(process.pid), 50));";

describe("the environments of a function", () => {
  it("start with the first invocation and stay warm", async () => {
    const { call, functions } = runFunction(tellPid);
    expect(functions.environments("run")).toBe(0);
    expect(await call({})).toBe(await call({}));
    expect(functions.environments("run")).toBe(1);
  });

  it("take one invocation at a time, and are as many as are busy at once, up to the most", async () => {
    const { call, functions } = runFunction(wait, {}, { mostEnvironments: 2 });
    const pids = await Promise.all(Array.from({ length: 5 }, () => call({})));
    expect(new Set(pids).size).toBe(2);
    expect(functions.environments("run")).toBe(2);
  });

  it("tell between invocations what they hold, and find what a handler keeps", async () => {
    const { call, functions } = runFunction(`
      const kept = [];
      export const handler = async ({ keep }) => {
        const made = Array.from({ length: 200_000 }, () => ({}));
        if (keep) kept.push(made);
        return process.pid;
      };`);
    expect(await functions.vitals()).toEqual([]);
    const pid = await call({ keep: false });
    const [first] = await functions.vitals();
    await call({ keep: false });
    const [again] = await functions.vitals();
    await call({ keep: true });
    const [last] = await functions.vitals();
    expect([first, again, last]).toMatchObject([{ pid }, { pid }, { pid }]);
    expect(Math.abs((again?.heapKib ?? 0) - (first?.heapKib ?? 0))).toBeLessThan(1_000);
    expect((last?.heapKib ?? 0) - (again?.heapKib ?? 0)).toBeGreaterThan(3_000);
    expect(await call({ keep: false })).toBe(pid);
  });

  it("start cold after a restart", async () => {
    const { call, functions } = runFunction(tellPid);
    const first = await call({});
    await functions.restart("run");
    expect(functions.environments("run")).toBe(0);
    expect(await call({})).not.toBe(first);
  });

  it("start cold for a trace that is to, and for no other", async () => {
    const { invokeFor, functions } = runFunction(tellPid);
    const warm = await invokeFor("Root=1-00000000-0000000000000000000000aa");
    functions.startCold("run", "Root=1-00000000-0000000000000000000000bb");
    expect(await invokeFor("Root=1-00000000-0000000000000000000000aa")).toEqual(warm);
    const cold = await invokeFor("Root=1-00000000-0000000000000000000000bb");
    expect(cold).not.toEqual(warm);
    expect(await invokeFor("Root=1-00000000-0000000000000000000000bb")).toEqual(cold);
  });

  it("can be killed while they work for a trace", async () => {
    const { invokeFor, functions } = runFunction(
      "export const handler = () => new Promise(() => undefined);",
    );
    const trace = "Root=1-00000000-0000000000000000000000aa";
    const running = invokeFor(trace);
    while (!(await functions.kill("run", trace))) await Promise.resolve();
    expect(await running).toMatchObject({ failure: "Crash" });
    expect(await functions.kill("run", trace)).toBe(false);
  });

  it("that are busy during a restart answer before they end", async () => {
    const { call, functions } = runFunction(wait);
    const answer = call({});
    await functions.restart("run");
    const first = await answer;
    expect(await call({})).not.toBe(first);
  });

  it("end with the run, and no invocation starts another", async () => {
    const { call, functions } = runFunction(tellPid);
    const pid = await call({});
    await functions.close();
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
    await expect(call({})).rejects.toThrow("The functions of this run have ended.");
  });

  it("end invocations that run when the run ends", async () => {
    const { invoke, functions } = runFunction("export const handler = () => new Promise(() => undefined);");
    const running = invoke({});
    await functions.close();
    expect(await running).toMatchObject({ failure: "Crash" });
  });
});
