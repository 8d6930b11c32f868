import { beforeEach, describe, expect, it } from "vitest";
import type { Link } from "../../../functions/platform/audit/header.ts";
import type { Leaf } from "../../../functions/platform/audit/leaf.ts";
import {
  type Abandoned,
  type Fate,
  type Settled,
  type WriterChain,
  writerChain,
} from "../../../functions/platform/audit/writer.ts";

const first = Buffer.alloc(32).toString("base64url");

let links: Link[];
let reports: { link: Link; abandoned: Abandoned }[];
let sent: Leaf[];
/** What becomes of the next reports; stored when there is nothing left. */
let fates: Fate[];
let chain: WriterChain;
beforeEach(() => {
  links = [];
  reports = [];
  sent = [];
  fates = [];
  chain = writerChain({
    build: async (link, abandoned) => {
      reports.push({ link, abandoned });
      return leafAt(link);
    },
    store: async (leaf) => {
      sent.push(leaf);
      return fates.shift() ?? "stored";
    },
  });
});

const leafAt = ({ writer, n }: Link): Leaf => ({
  key: { pk: "", sk: "" },
  bytes: Buffer.alloc(0),
  hash: `${writer}/${n}`,
});
const build = (link: Link): Leaf => {
  links.push(link);
  return leafAt(link);
};
const ending = (fate: Fate) => async (): Promise<Settled<string>> => ({ fate, finish: () => fate });
const append = (fate: Fate = "stored") => chain.append(build, ending(fate));
const numbers = () => links.map(({ n }) => n);

describe("the chain of a writer", () => {
  it("counts its leaves from 0, each naming the one before by its hash", async () => {
    expect([await append(), await append(), await append()]).toEqual(["stored", "stored", "stored"]);
    const writer = links[0]?.writer ?? "";
    expect(Buffer.from(writer, "base64url")).toHaveLength(16);
    expect(links).toEqual([
      { writer, n: 0, previous: first },
      { writer, n: 1, previous: `${writer}/0` },
      { writer, n: 2, previous: `${writer}/1` },
    ]);
    expect(reports).toEqual([]);
  });

  it("has a writer of its own in each instance", async () => {
    await append();
    await writerChain({ build: async (link) => leafAt(link), store: async () => "stored" }).append(
      build,
      ending("stored"),
    );
    expect(new Set(links.map(({ writer }) => writer)).size).toBe(2);
    expect(numbers()).toEqual([0, 0]);
  });

  it("takes one leaf at a time, in the order of asking", async () => {
    const steps: string[] = [];
    const slowly = (name: string) =>
      chain.append(
        (link) => {
          steps.push(`build ${name}`);
          return build(link);
        },
        async () => {
          await new Promise(setImmediate);
          steps.push(`store ${name}`);
          return { fate: "stored", finish: () => steps.push(`finish ${name}`) };
        },
      );
    await Promise.all([slowly("a"), slowly("b")]);
    expect(steps).toEqual(["build a", "store a", "finish a", "build b", "store b", "finish b"]);
    expect(numbers()).toEqual([0, 1]);
  });

  it("gives the number of a leaf that is certainly absent to the next one", async () => {
    await append();
    expect(await append("absent")).toBe("absent");
    await append();
    expect(numbers()).toEqual([0, 1, 1]);
    expect(links[2]).toEqual(links[1]);
  });

  it("goes on when a leaf cannot be built, and when its caller's conclusion throws", async () => {
    const failing = chain.append(() => {
      throw new Error("too long");
    }, ending("stored"));
    await expect(failing).rejects.toThrow("too long");
    const concluding = chain.append(build, async () => ({
      fate: "stored",
      finish: () => {
        throw new Error("refused");
      },
    }));
    await expect(concluding).rejects.toThrow("refused");
    await append();
    expect(numbers()).toEqual([0, 1]);
    expect(reports).toEqual([]);
  });
});

describe("a writer that lost count", () => {
  it("is given up, and the first leaf of the next one says so", async () => {
    await append();
    expect(await append("unknown")).toBe("unknown");
    await append();
    await append();
    const [old, , next] = links.map(({ writer }) => writer);
    expect(next).not.toBe(old);
    expect(reports).toEqual([
      { link: { writer: next, n: 0, previous: first }, abandoned: { writer: old, uncertain: 1 } },
    ]);
    expect(links.slice(2)).toEqual([
      { writer: next, n: 1, previous: `${next}/0` },
      { writer: next, n: 2, previous: `${next}/1` },
    ]);
  });

  it("is given up too when storing threw: nobody knows what was sent", async () => {
    const thrown = chain.append(build, () => Promise.reject(new Error("defect")));
    await expect(thrown).rejects.toThrow("defect");
    await append();
    expect(reports.map(({ abandoned }) => abandoned)).toEqual([{ writer: links[0]?.writer, uncertain: 0 }]);
  });

  it.each(["absent", "unknown"] as const)(
    "is reported by the same leaf until it is stored, and nothing is written before (%s)",
    async (fate) => {
      await append("unknown");
      fates = [fate, fate];
      for (const _ of [1, 2]) {
        await expect(append()).rejects.toMatchObject({
          code: "unavailable",
          cause: new Error("The report of an abandoned writer was not stored."),
        });
      }
      expect(links).toHaveLength(1);
      await append();
      expect(reports).toHaveLength(1);
      expect(sent).toHaveLength(3);
      expect(new Set(sent).size).toBe(1);
      expect(numbers()).toEqual([0, 1]);
    },
  );
});
