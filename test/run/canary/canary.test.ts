import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type OperationName, operationNames, rowOf } from "../../samples.ts";
import { ask } from "../kit/ask.ts";
import { sendFile, workOff } from "../kit/imports.ts";
import { type Asker, askerOf, goodRequest, goodSent, invitee, isUsedUp } from "../kit/requests.ts";
import { type Answered, type Sent, send } from "../kit/send.ts";
import { deleteItem, physicalTables, putItem } from "../kit/tables.ts";
import { dayFromToday, eventPages } from "../kit/trail.ts";
import { clientOf, messagesPath, once, place, tenantControl } from "../tenant.ts";
import { forms, searcher } from "./forms.ts";
import { kept, keptIn, type Outputs } from "./outputs.ts";
import { plantingsOf } from "./plantings.ts";

/** Letters of which no id, digest or base64 text is likely to consist; the same one is in every input of the run. */
const core = `kanari${randomBytes(8).toString("hex")}vogel`;
const formsIn = searcher(core);

/** Operations whose 2xx answers show people their own or their peers' words: there the marker may stand in the body. */
const showsWords: ReadonlySet<string> = new Set([
  "postMessage",
  "readMessages",
  "readSelf",
  "readCareTeam",
  "assignToCareTeam",
  "listPrograms",
  "listMembers",
  "startThread",
  "listThreads",
  "readThread",
  "editMessage",
  "readDraft",
  "readInvitationImport",
  "saveDraft",
]);

/** What a program publishes on purpose (docs/decisions/0010). */
const published = { en: "Call 911.", es: "Llame al 911." };

/** Where the marker stands, and in which form. */
const leaksIn = (outputs: Outputs): readonly string[] =>
  Object.entries(outputs).flatMap(([where, texts]) =>
    texts.flatMap((text) => formsIn(text).map((form) => `${where}: ${form}`)),
  );

function leaksOf(name: string, { status, headers, body }: Answered): readonly string[] {
  const mayShow = status >= 200 && status < 300 && showsWords.has(name);
  return leaksIn({
    headers: [JSON.stringify(headers)],
    ...(mayShow ? {} : { [`body of ${status}`]: [body] }),
  });
}

async function leaksFrom(name: string, sent: Sent): Promise<{ status: number; leaks: readonly string[] }> {
  const answered = await send(sent);
  return { status: answered.status, leaks: leaksOf(name, answered) };
}

describe("A caller's words", () => {
  it.concurrent.each(operationNames)("stand in no refusal and no header of %s", async (name) => {
    const found: string[] = [];
    const good = new Set<string>();
    let asker: Asker = await askerOf(name);
    for (const { where, sent } of plantingsOf(name, core)) {
      const { status, leaks } = await leaksFrom(name, sent(asker));
      found.push(...leaks.map((leak) => `${where}: ${leak}`));
      if (status >= 500) found.push(`${where}: answered with ${status}`);
      if (status < 300) good.add(where);
      if (status < 300 && isUsedUp(name)) asker = await askerOf(name);
    }
    expect(found).toEqual([]);
    // The marker went through to where it is kept, not only up to where it is refused.
    expect([...good]).toContain("header: User-Agent");
  });

  it.concurrent.each(operationNames.filter((name) => rowOf(name).scope !== null))(
    "stand nowhere when the token of %s brings them",
    async (name) => {
      const { scope } = rowOf(name);
      const pool = scope === "kith/community" ? "members" : "workforce";
      const asker = await askerOf(name);
      const words = {
        username: core,
        email: `${core}@example.org`,
        name: core,
        "cognito:groups": [core],
        [core]: core,
      };
      const claims = [words, { ...words, sub: core }, { ...words, jti: core }, { ...words, client_id: core }];
      for (const each of [...claims, { ...words, scope: `${scope} ${core}` }]) {
        const token = await tenantControl.mint(pool, each);
        const { status, leaks } = await leaksFrom(name, goodSent(name, { ...asker, token }));
        expect({ leaks, failed: status >= 500 }).toEqual({ leaks: [], failed: false });
      }
    },
  );

  it("stand nowhere when a tenant is begun with them, well or badly", async () => {
    const words = { en: core, es: core };
    const spaces = [{ name: core, title: words }];
    const program = {
      name: core,
      title: words,
      emergency: published,
      phone: "555-0100",
      replyPromise: published,
      spaces,
    };
    const invitations = [{ role: "patient", program: core, spaces: [core] }];
    const made = await tenantControl.invoke("Setup", { programs: [program], invitations });
    expect(made.failure).toBeUndefined();
    expect(made.payload).toContain('"code"');
    for (const bad of [
      { programs: [{ ...program, [core]: core }], invitations: [] },
      { programs: [{ ...program, phone: core }], invitations: [] },
      { programs: [], invitations: [{ role: "patient", program: core, spaces: [core] }] },
      { [core]: core },
      core,
    ]) {
      const refused = await tenantControl.invoke("Setup", bad);
      expect(refused.payload).toBe('{"problem":"invalid-request"}');
    }
  });

  it("are read by those who may, and stand in nothing that the tenant keeps or logs", async () => {
    const at = place("heart-failure", "daily-life");
    const joining = await invitee(`t-${core}`);
    const accept = goodRequest("acceptInvitation", joining);
    const joined = await ask({ ...accept, body: { ...Object(accept.body), alias: core } });
    expect(joined.status).toBe(201);
    const posted = await clientOf("maria").POST(messagesPath, {
      params: { path: at, header: once() },
      body: { text: `I am worried about ${core}.` },
    });
    expect(posted.response.status).toBe(201);
    const read = await clientOf("ana").GET(messagesPath, { params: { path: at, query: { limit: "100" } } });
    expect(JSON.stringify(read.data)).toContain(core);
    const progress = await workOff("grace", at, await sendFile("grace", at, `email\n${core}@example.org`));
    expect(progress.rows).toMatchObject([{ email: `${core}@example.org`, result: "invited" }]);
    const words = { en: core, es: core };
    const made = await clientOf("adam").POST("/v1/programs", {
      params: { header: once() },
      body: {
        template: "custom",
        title: words,
        purpose: words,
        emergency: published,
        replyPromise: published,
        phone: "555-0100",
        spaces: [{ title: words, joining: "open" }],
      },
    });
    expect(JSON.stringify(made.data)).toContain(core);
    expect(leaksIn(await kept())).toEqual([]);
  });

  it("stand in no event that the officer reads", async () => {
    const pages: string[] = [];
    for await (const page of eventPages(dayFromToday(0), dayFromToday(0))) pages.push(JSON.stringify(page));
    expect(pages.length).toBeGreaterThan(1);
    expect(leaksIn({ events: pages })).toEqual([]);
  });
});

describe("The search through what the tenant keeps", () => {
  it.each(forms)("finds what was planted into an item: $name", async ({ name, needles }) => {
    for (const needle of needles(core)) {
      const item = {
        pk: { S: "CONFIG#planted" },
        sk: { S: "CONFIG" },
        value: { B: Buffer.from(needle).toString("base64") },
      };
      await putItem("audit-index", item);
      try {
        expect(leaksIn(await keptIn("audit-index"))).toContain(`audit-index: ${name}`);
      } finally {
        await deleteItem("audit-index", item);
      }
    }
  });

  it("reads every table, and every object of the log", async () => {
    const read = Object.keys(await kept()).sort();
    expect(read).toEqual(
      expect.arrayContaining(["objects of AuditEdgeBucket", "objects of AuditWormBucket"]),
    );
    expect(read.filter((where) => where.startsWith("table "))).toHaveLength(physicalTables.length);
  });

  it.each(["function log", "access log", "decisions of IAM"])(
    "reads the %s, and finds what stands in one line of it",
    async (kind) => {
      const outputs = await kept();
      const [line = "", ...others] = outputs[kind] ?? [];
      expect(JSON.parse(line)).toBeTypeOf("object");
      const leaking = [...others, line.replace('"', `"${core}`)];
      expect(leaksIn({ ...outputs, [kind]: leaking })).toEqual([`${kind}: UTF-8`]);
    },
  );
});

describe("The search through answers", () => {
  const nothing = { headers: {}, body: "" };
  it.each<[string, OperationName, Answered, readonly string[]]>([
    ["a header", "readMessages", { ...nothing, status: 200, headers: { link: [core] } }, ["headers: UTF-8"]],
    [
      "the name of a header",
      "readMessages",
      { ...nothing, status: 200, headers: { [core]: [""] } },
      ["headers: UTF-8"],
    ],
    [
      "the body of a refusal",
      "readMessages",
      { ...nothing, status: 400, body: core },
      ["body of 400: UTF-8"],
    ],
    [
      "the body of an answer that shows nobody's words",
      "readHealth",
      { ...nothing, status: 200, body: core },
      ["body of 200: UTF-8"],
    ],
  ])("finds what stands in %s", (_, name, answered, leaks) => {
    expect(leaksOf(name, answered)).toEqual(leaks);
  });
  it("minds no words in the body of an answer that shows them", () => {
    expect(leaksOf("readMessages", { ...nothing, status: 200, body: core })).toEqual([]);
  });
});
