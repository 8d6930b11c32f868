import { describe, expect, it } from "vitest";
import { actions, systemActions } from "../../../functions/kernel/actions.ts";
import type { AuditEvent } from "../../../functions/kernel/audit.ts";
import { eventId } from "../../../functions/kernel/ids.ts";
import { encodeBody, encodeEvent, isSystem, membersIn } from "../../../functions/platform/audit/body.ts";
import { decodeBody } from "../../../functions/platform/audit/decode-body.ts";
import { member, readId, reading, tokenOf } from "./samples.ts";

const members = (count: number) => Array.from({ length: count }, (_, at) => member(at + 1));
const tokens = new Map(members(201).map((id) => [id, tokenOf(id)]));
const textOf = (number: number) => Buffer.from(tokenOf(member(number))).toString("base64url");
const encode = (event: Partial<AuditEvent>) => encodeEvent({ ...reading([]), ...event }, tokens);
const jsonOf = (event: Partial<AuditEvent>) => decodeBody(encode(event))?.json;
const refusal = (rule: string) => expect.objectContaining({ code: "internal", cause: new Error(rule) });

describe("the body of an event", () => {
  it("holds what is so and leaves out the rest", () => {
    const common = { out: "ok", rl: "physician", pu: "TREAT", rq: "xq-axnthEeaaQZPo3q2-7w" };
    const place = { co: "01KB0000000000000000000001", re: "01KB0000000000000000000002" };
    expect(jsonOf({})).toStrictEqual({
      ...common,
      ...place,
      act: "message.read",
      ac: textOf(1),
      dx: [readId],
      x: { ip: "ywBxBw" },
    });
    const nothing = { actor: undefined, role: undefined, program: undefined, resource: undefined, reads: [] };
    expect(JSON.parse(encode({ ...nothing, extra: undefined }).toString("utf8", 2))).toStrictEqual({
      act: "message.read",
      out: "ok",
      pu: "TREAT",
      rq: common.rq,
    });
  });

  it("holds break-glass, the event it replays, what else is to be said, and commitments", () => {
    const replayOf = eventId.parse("01M81B5H80EXAMP1E000000000.1");
    const extra = { problem: "not-found", found: 3 };
    const more = { breakGlass: true, replayOf, extra, commitments: ["c"], action: "replay" } as const;
    expect(jsonOf(more)).toMatchObject({ act: "replay", bg: true, rv: replayOf, x: extra, cm: ["c"] });
  });

  it("names a worker by its name and a person by their token", () => {
    expect(jsonOf({ actor: "system:rotation" })).toMatchObject({ ac: "system:rotation" });
    expect(jsonOf({ actor: member(7) })).toMatchObject({ ac: textOf(7) });
  });

  it("names each subject once, in order, by their token", () => {
    const body = encode({ subjects: [member(2), member(3), member(2)] });
    expect(decodeBody(body)?.tokens).toEqual([textOf(2), textOf(3)]);
  });

  it("has at most 200 subjects", () => {
    expect(decodeBody(encode({ subjects: members(200) }))?.tokens).toHaveLength(200);
    expect(() => encode({ subjects: members(201) })).toThrow(refusal("An event has at most 200 subjects."));
  });

  it("names nobody without a token of 16 bytes", () => {
    const rule = refusal("A member without a token cannot be recorded.");
    expect(() => encodeEvent(reading([]), new Map())).toThrow(rule);
    expect(() => encodeEvent(reading([]), new Map([[member(1), Buffer.alloc(15)]]))).toThrow(rule);
  });

  it("has JSON of at most 65,535 bytes", () => {
    const around = JSON.stringify({ x: "" }).length;
    const body = encodeBody({ x: "a".repeat(0xffff - around) }, []);
    expect([body.length, body.readUInt16BE(0)]).toEqual([2 + 0xffff, 0xffff]);
    expect(() => encodeBody({ x: "a".repeat(0x1_0000 - around) }, [])).toThrow(
      refusal("The JSON of a leaf has at most 65,535 bytes."),
    );
  });
});

describe("the members whose tokens an event needs", () => {
  it("are its subjects and the person who acted, each once", () => {
    expect(membersIn(reading([member(2), member(1)]))).toEqual([member(1), member(2)]);
  });
  it("are its subjects alone when a worker or nobody known acted", () => {
    const subjects = [member(2)];
    expect(membersIn({ ...reading(subjects), actor: "system:setup" })).toEqual(subjects);
    expect(membersIn({ ...reading(subjects), actor: undefined })).toEqual(subjects);
  });
});

describe("a worker", () => {
  it("is told by its prefix", () => {
    expect([isSystem("system:setup"), isSystem(member(1)), isSystem("a system:")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

const least = { act: "message.read", out: "ok", pu: "TREAT", rq: ":r" };
const read = (more: object) => decodeBody(encodeBody({ ...least, ...more }, []));

describe("a body is read", () => {
  it.each([...actions, ...systemActions, "replay"])("with the action %s", (act) => {
    expect(read({ act })?.json.act).toBe(act);
  });
  it.each(["ok", "denied", "error"])("with the outcome %s", (out) => {
    expect(read({ out })?.json.out).toBe(out);
  });

  it.each([{ ip: "ywBxBw" }, { ip: "IAENuAAAAAAAAAAAAAAAAQ", found: 3 }, { ip: "-_-_-_" }])(
    "with the address %j",
    (x) => {
      expect(read({ x })?.json.x).toEqual(x);
    },
  );
  it.each(["-_axnthEeaaQZPo3q2-7w-", ":request-1", ":"])("with the request id %s", (rq) => {
    expect(read({ rq })?.json.rq).toBe(rq);
  });

  it.each([
    ["an unknown action", { act: "message.erase" }],
    ["no action", { act: "" }],
    ["an unknown outcome", { out: "released" }],
    ["no outcome", { out: undefined }],
    ["an unknown field", { su: [] }],
    ["an unknown role", { rl: "visitor" }],
    ["break-glass that is not so", { bg: false }],
    ["an actor whose token is too short", { ac: "A".repeat(21) }],
    ["an actor whose token is too long", { ac: "A".repeat(23) }],
    ["an actor whose token is no base64url", { ac: "+".repeat(22) }],
    ["a worker of another kind", { ac: "worker:setup" }],
    ["a program that is none", { co: "heart-failure" }],
    ["a request id that is neither 16 bytes nor behind a colon", { rq: "r" }],
    ["a request id of too many bytes", { rq: "A".repeat(23) }],
    ["an address of 3 bytes", { x: { ip: "AAAA" } }],
    ["an address of too many bytes", { x: { ip: "A".repeat(23) } }],
    ["an address that is a number", { x: { ip: 7 } }],
    ["a first event that is none", { rv: "r" }],
    ["lists in what else is said", { x: { found: [] } }],
  ])("never with %s", (_, more) => {
    expect(read(more)).toBeUndefined();
  });

  it.each([
    ["a length beyond its end", (whole: Buffer) => whole.fill(whole.readUInt8(1) + 1, 1, 2)],
    ["half a token", (whole: Buffer) => Buffer.concat([whole, Buffer.alloc(8)])],
    ["201 tokens", (whole: Buffer) => Buffer.concat([whole, Buffer.alloc(201 * 16)])],
    ["nothing in it", () => Buffer.alloc(0)],
    ["one byte", () => Buffer.alloc(1)],
    ["no JSON", () => Buffer.from("\0\x01{")],
    ["a byte that is not UTF-8", (whole: Buffer) => whole.fill(0xff, whole.length - 3, whole.length - 2)],
  ])("never with %s", (_, change) => {
    const whole = encodeBody(least, []);
    expect(decodeBody(whole)).toBeDefined();
    expect(decodeBody(change(whole))).toBeUndefined();
  });
});
