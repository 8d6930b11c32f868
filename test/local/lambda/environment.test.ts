import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { runFunction } from "./functions.ts";

describe("the process of a function", () => {
  it("has the variables of the template and of Lambda, and none of this machine", async () => {
    const { call } = runFunction("export const handler = async () => process.env;", {
      Environment: { Variables: { MINE: "1" } },
    });
    expect(await call({})).toEqual({
      ...{
        LANG: "en_US.UTF-8",
        PATH: expect.stringContaining("/var/lang/bin"),
        TZ: "UTC",
        MINE: "1",
        _HANDLER: "index.handler",
      },
      ...{ AWS_ACCESS_KEY_ID: "ASIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" },
      ...{ AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
      ...{ AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x", AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand" },
      ...{
        AWS_LAMBDA_FUNCTION_NAME: "run",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      },
      ...{ AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/run", AWS_LAMBDA_LOG_STREAM_NAME: expect.any(String) },
      LAMBDA_TASK_ROOT: expect.stringContaining("asset.code"),
      _X_AMZN_TRACE_ID: expect.stringMatching(
        /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
      ),
    });
  });

  it("stands still between invocations", async () => {
    const { call } = runFunction(`
      let ticks = 0;
      setInterval(() => ticks++, 1);
      export const handler = async ({ wait }) => {
        const before = ticks;
        if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
        return [before, ticks];
      };`);
    const [, atTheEnd] = Object(await call({ wait: 30 }));
    await runFunction("export const handler = async () => 1;").call({});
    const [later] = Object(await call({}));
    expect(atTheEnd).toBeGreaterThan(0);
    expect(later).toBe(atTheEnd);
  });

  it("has a Date that the run can move, and nothing else that moves", async () => {
    const { call, clock } = runFunction(`
      const loaded = Date.now();
      export const handler = async () => ({
        loaded, now: Date.now(), text: new Date().toISOString(), year: Date().split(" ")[3], fixed: new Date(0).getTime(),
        same: new Date() instanceof Date && new Date().constructor === Date, monotonic: performance.now() < 60000,
      });`);
    clock.set("2031-02-03T04:05:06Z");
    const moved = Object(await call({}));
    expect(moved).toMatchObject({
      text: expect.stringMatching(/^2031-02-03T04:05:/),
      year: "2031",
      fixed: 0,
      same: true,
      monotonic: true,
    });
    expect(new Date(moved.loaded).getUTCFullYear()).toBe(2031);
    clock.set(0);
    expect(Math.abs(Object(await call({})).now - Date.now())).toBeLessThan(60_000);
  });

  it("reaches the places that stand for AWS", async () => {
    const server = createServer((request, response) => response.end(request.url)).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const target = `http://127.0.0.1:${Object(server.address()).port}/local`;
    const prefix = "https://cognito-idp.us-east-1.amazonaws.com/pool";
    const { call } = runFunction(
      "export const handler = async (url) => [await (await fetch(url)).text(), await (await fetch(new Request(url))).text()];",
      {},
      { routes: [{ prefix, target }] },
    );
    expect(await call(`${prefix}/.well-known/jwks.json`)).toEqual(
      Array(2).fill("/local/.well-known/jwks.json"),
    );
  });

  it("reaches the place with the longest prefix, wherever it stands in the list", async () => {
    const server = createServer((request, response) => response.end(request.url)).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const place = (name: string) => `http://127.0.0.1:${Object(server.address()).port}/${name}`;
    const service = { prefix: "https://cognito-idp.us-east-1.amazonaws.com", target: place("endpoint") };
    const issuer = { prefix: `${service.prefix}/pool`, target: place("sign-in") };
    for (const routes of [
      [service, issuer],
      [issuer, service],
    ]) {
      const { call } = runFunction(
        "export const handler = async (urls) => Promise.all(urls.map(async (url) => (await fetch(url)).text()));",
        {},
        { routes },
      );
      const asked = [`${issuer.prefix}/.well-known/jwks.json`, `${service.prefix}/`, `${issuer.prefix}2/`];
      expect(await call(asked)).toEqual(["/sign-in/.well-known/jwks.json", "/endpoint/", "/endpoint/pool2/"]);
    }
  });

  it.each([
    "https://example.com/",
    "https://kms.us-east-1.amazonaws.com.evil.example/",
    "http://127.0.0.1:1/",
  ])("does not reach %s", async (url) => {
    const routes = [{ prefix: "https://kms.us-east-1.amazonaws.com", target: "http://127.0.0.1:1" }];
    const { invoke } = runFunction(
      "export const handler = async (url) => (await fetch(url)).status;",
      {},
      { routes },
    );
    const { payload } = await invoke(url);
    expect(JSON.parse(payload)).toMatchObject({ errorType: "TypeError", errorMessage: "fetch failed" });
  });
});
