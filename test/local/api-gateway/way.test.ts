import { beforeAll, describe, expect, it } from "vitest";
import { signInAs } from "../../../local/cognito/client.ts";
import { workforcePoolId } from "../cognito/stack.ts";
import { running, withToken } from "./running.ts";

const { target, signIn, send, tokens } = running();

let token: string;

beforeAll(async () => {
  token = (await tokens()).accessToken;
});

describe("the way to a function", () => {
  it.each([
    ["/v1/programs/open", "/v1/programs/open"],
    ["/v1/files/a/b/c", "/v1/files/{proxy+}"],
  ])("of %s leads to %s", async (path, resource) => {
    await send(path);
    expect(target.events).toMatchObject([{ event: { resource } }]);
  });

  it("takes a token without the word Bearer", async () => {
    expect((await send("/v1/programs/1", { headers: { authorization: token } })).status).toBe(200);
  });

  it("takes a token of the second pool", async () => {
    const issuer = signIn().issuerUrl(workforcePoolId);
    const { accessToken } = await signInAs(
      issuer,
      "workforceweb",
      "nurse",
      ["openid", "kith/team"],
      "http://127.0.0.1/",
    );
    expect((await send("/v1/programs/1", withToken(accessToken))).status).toBe(200);
  });

  it("leaves one line in the access log, with - for what is unknown", async () => {
    const { lines, headers } = await send("/v1/health", { headers: { "User-Agent": 'a"b\\c' } });
    expect(lines).toEqual([
      {
        requestId: headers.get("x-amzn-requestid"),
        responseType: "-",
        authorizerError: "-",
        sourceIp: "127.0.0.1",
        method: "GET",
        resourcePath: "/v1/health",
        status: "200",
        length: "2",
        latency: "0",
        integrationStatus: "200",
        userAgent: 'a"b\\c',
        unknown: "-",
      },
    ]);
  });
});
