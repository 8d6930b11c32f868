import { beforeAll, describe, expect, it } from "vitest";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";

const path = "/v1/programs/{programId}/spaces/{spaceId}/drafts/{draftFor}";
const atOnce = 32;
let where: { programId: string; spaceId: string; draftFor: string };
let writer: OwnMember;
beforeAll(async () => {
  const program = await ownProgram(["patient"]);
  const { threadId: draftFor, ...place } = program.at;
  where = { ...place, draftFor };
  [writer] = program.people as [OwnMember];
});

type Header = { "If-Match": string } | { "If-None-Match": "*" };
/** As many devices as the test has keep a draft at once, each another text. */
const saveAll = (header: Header) =>
  Promise.all(
    Array.from({ length: atOnce }, async (_, device) => {
      const text = `Device ${device}`;
      const saved = await writer.client.PUT(path, { params: { path: where, header }, body: { text } });
      return { text, status: saved.response.status };
    }),
  );
const read = () => writer.client.GET(path, { params: { path: where } });

describe("32 devices of one member that keep one draft", () => {
  it.each([
    ["the first", { "If-None-Match": "*" }, 201, '"1"'],
    ["the next", { "If-Match": '"1"' }, 200, '"2"'],
  ] as const)(
    "as %s version: one wins, all others are told that it has changed",
    async (_, header, won, tag) => {
      const answers = await saveAll(header);
      const winners = answers.filter(({ status }) => status === won);
      expect(winners).toHaveLength(1);
      // Whoever met a change on its way could not be sure, and was told to come again; nobody's words were put over others'.
      for (const { status } of answers) expect([won, 412, 503]).toContain(status);
      const kept = await read();
      expect([kept.data?.text, kept.response.headers.get("ETag")]).toEqual([winners[0]?.text, tag]);
    },
  );
});
