import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { CommitRecord } from "../../functions/kernel/log-stream.ts";
import { leavesOf } from "../../functions/sealer/leaves.ts";
import { ownLeafIn } from "../../functions/sealer/own-leaf.ts";
import { idAt, start, worldOf } from "./world.ts";

const { ports } = worldOf();
const id = idAt(start, 7);
const good: CommitRecord = {
  ...{ kind: "insert", key: { pk: "D#2026-11-26#0", sk: id }, leaf: Buffer.from(`{"id":"${id}"}\nsealed`) },
  ...{ before: undefined, after: "ab".repeat(32), sequence: "100", at: start, service: undefined },
};
const sealed = (change: Partial<CommitRecord>) => leavesOf([{ ...good, ...change }], ports);
/** What the violation says that a record becomes. */
function said(change: Partial<CommitRecord>): unknown {
  const [leaf = Buffer.alloc(0)] = sealed(change).leaves;
  const own = ownLeafIn(leaf);
  expect(own?.type).toBe("viol");
  return JSON.parse(Buffer.from(own?.body ?? []).toString());
}
const sha256 = (text: string): string => hash("sha256", text, "hex");

describe("A change of the table becomes a leaf", () => {
  it("as it is, when it is an event in its place, and is counted on its day", () => {
    expect(sealed({})).toEqual({ leaves: [good.leaf], odd: [], counts: { "2026-11-26": 1 } });
  });

  it.each([
    ["modify", "modified"],
    ["remove", "removed"],
  ] as const)("that is a violation, when it is no insert: %s", (kind, word) => {
    const before = "cd".repeat(32);
    expect(said({ kind, before, service: "dynamodb.amazonaws.com" })).toEqual({
      ...{ kind: word, before, after: good.after, sequence: "100" },
      ...{ item: `${good.key.pk}/${id}`, service: "dynamodb.amazonaws.com" },
    });
    expect(sealed({ kind })).toMatchObject({ odd: [], counts: {} });
  });

  it.each<[string, Partial<CommitRecord>]>([
    ["has no leaf, or something beside it", { leaf: undefined }],
    ["has a leaf of another item", { key: { ...good.key, sk: idAt(start, 8) } }],
    ["has a leaf that nobody can read", { leaf: Buffer.from("nothing") }],
    [
      "has a leaf that is too long for a log",
      { leaf: Buffer.concat([good.leaf ?? Buffer.alloc(0), Buffer.alloc(60_000)]) },
    ],
  ])("that is a violation, when it %s; and what it was is kept beside the log", (_, change) => {
    expect(said(change)).toMatchObject({ kind: "unreadable", after: good.after });
    const leaf = "leaf" in change ? change.leaf : good.leaf;
    expect(sealed(change)).toMatchObject({ odd: leaf === undefined ? [] : [leaf], counts: {} });
  });

  it("that names an item of a form that is not Kith's by its hash: it may hold anything", () => {
    const named = (pk: string, sk: string) => Object(said({ kind: "remove", key: { pk, sk } })).item;
    expect(named("Maria's secret", id)).toBe(sha256(JSON.stringify(["Maria's secret", id])));
    for (const [pk, sk] of [
      [good.key.pk, "x"],
      [good.key.pk, `${id}x`],
      [good.key.pk, `x${id}`],
      [`${good.key.pk}9`, id],
      [`x${good.key.pk}`, id],
      ["D#2026-11-26#8", id],
    ] as const)
      expect(named(pk, sk)).toMatch(/^[0-9a-f]{64}$/);
  });
});
