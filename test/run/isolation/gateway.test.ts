import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Asked, ask } from "../kit/ask.ts";
import { tenantControl, tokenOf } from "../tenant.ts";
import { forEach } from "./some-at-once.ts";
import { type Traces, traces } from "./traces.ts";

interface Refused {
  readonly what: string;
  readonly request: Asked;
  readonly status: number;
  readonly refusal: string;
}

/** Stands in every request that is refused, and must not stand in any log. */
const marker = `marker-${randomUUID()}`;
const to = (method: string, path: string, body?: string): Asked => ({ method, path, body });
const notFound = { status: 404, refusal: "MISSING_AUTHENTICATION_TOKEN" };
const tooLarge = 11 * 1_024 * 1_024;

const rows: readonly Refused[] = [
  { what: "a path that the API does not have", request: to("GET", `/v1/${marker}`), ...notFound },
  { what: "an older version", request: to("GET", `/v0/me?${marker}`), ...notFound },
  { what: "a method that a path does not have", request: to("DELETE", `/v1/me?q=${marker}`), ...notFound },
  {
    what: "a body that is too large",
    request: to("POST", "/v1/invitations/accept", marker.padEnd(tooLarge)),
    status: 413,
    refusal: "REQUEST_TOO_LARGE",
  },
  {
    what: "a query with characters that the gateway does not take",
    request: to("GET", `/v1/me?q=|${marker}`),
    status: 400,
    refusal: "BAD_REQUEST_PARAMETERS",
  },
];

let answers: ReadonlyMap<Refused, Answer>;
let left: Traces;
let absent: Answer;

beforeAll(async () => {
  const token = await tokenOf("maria");
  const sweep = await traces();
  answers = await forEach(rows, ({ request }) => ask({ ...request, token }));
  const ids = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  absent = await ask({ ...to("GET", `/v1/programs/${ids}/spaces/${ids}/threads/${ids}/messages`), token });
  left = await sweep();
});

describe("the gateway refuses by itself, with one access-log line, no function and no event", () => {
  it.each(rows)("$what: $status", (row) => {
    const answer = answers.get(row);
    expect(answer?.status).toBe(row.status);
    const id = answer?.requestId ?? "";
    expect(left.accessLines(id)).toMatchObject([
      // None of them came so far that a path of the API's own was found.
      {
        status: String(row.status),
        errorResponseType: row.refusal,
        resourcePath: "-",
        integrationStatus: "-",
      },
    ]);
    expect(left.functionRan(id)).toBe(false);
    expect(left.events(id)).toEqual([]);
    expect(answer?.body).toMatchObject({ status: row.status, requestId: id });
  });

  it("and says of a path that is not there what is said of a thing that is not there", () => {
    for (const row of rows.filter(({ status }) => status === 404))
      expect({ ...Object(answers.get(row)?.body), requestId: "" }).toEqual({
        ...Object(absent.body),
        requestId: "",
      });
  });

  it("and writes nothing down of what was sent", async () => {
    expect(JSON.stringify(await tenantControl.accessLog())).not.toContain(marker);
    expect(JSON.stringify(await tenantControl.functionLogs())).not.toContain(marker);
  });
});
