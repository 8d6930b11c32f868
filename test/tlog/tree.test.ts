import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleLeaves, decodeBundle, encodeBundle, longestEntry } from "../../functions/tlog/bundle.ts";
import { consistencyProof, isConsistent } from "../../functions/tlog/consistency.ts";
import { emptyEdge, loadEdge, rangeOf } from "../../functions/tlog/edge.ts";
import { emptyRoot, leafHash, nodeHash, perfectRoot } from "../../functions/tlog/hash.ts";
import { inclusionProof, rootOfInclusion } from "../../functions/tlog/inclusion.ts";
import { bundlePath, hashesAt, parsePath, pathOf, tilePath } from "../../functions/tlog/paths.ts";
import { emptyRange, extended, rangeLength, rootOf } from "../../functions/tlog/range.ts";
import { subtreeHashes, UnreadableTile } from "../../functions/tlog/subtree.ts";
import { entriesOf, logOf, rootOfEntries } from "./tree.ts";

/** The root by the recursion that RFC 9162 section 2.1.1 defines it with. */
function defined(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return emptyRoot;
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(defined(leaves.slice(0, split)), defined(leaves.slice(split)));
}

/** Sizes about the widths of tiles. */
const size = fc.oneof(
  fc.nat({ max: 40 }),
  fc.integer({ min: 250, max: 262 }),
  fc.integer({ min: 508, max: 516 }),
);

describe("Hashes", () => {
  it("are those that RFC 6962 gives for no leaf and for the empty leaf", () => {
    expect(emptyRoot.toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(leafHash(Buffer.alloc(0)).toString("hex")).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
  });

  it("of a perfect subtree are refused for a number that is no power of two", () => {
    expect(() => perfectRoot(Buffer.alloc(3 * 32))).toThrow(RangeError);
    expect(() => perfectRoot(Buffer.alloc(0))).toThrow(RangeError);
  });
});

describe("A range", () => {
  it("gives the root that the definition gives, however it grew", () => {
    fc.assert(
      fc.property(size, fc.nat({ max: 600 }), (count, cut) => {
        const leaves = entriesOf(count).map(leafHash);
        const first = extended(emptyRange, leaves.slice(0, cut));
        const whole = extended(first, leaves.slice(cut));
        expect(rootOf(whole)).toEqual(defined(leaves));
        expect(whole.hashes).toHaveLength(rangeLength(count));
      }),
    );
  });
});

describe("A tree that grows", () => {
  it("writes the same tiles in many steps as in one, but for partial ones that it left behind", () => {
    fc.assert(
      fc.property(size, fc.array(fc.nat({ max: 300 }), { maxLength: 6 }), (count, cuts) => {
        const entries = entriesOf(count);
        const bounds = [0, ...cuts.filter((cut) => cut < count).sort((a, b) => a - b), count];
        const steps = logOf(bounds.slice(1).map((to, at) => entries.slice(bounds[at], to)));
        const once = logOf([entries]);
        for (const [path, bytes] of once.files) expect(steps.files.get(path), path).toEqual(bytes);
        expect(steps.edge).toEqual(once.edge);
        expect(rootOf(rangeOf(once.edge))).toEqual(rootOfEntries(entries));
      }),
    );
  });

  it("names a file that is full, and one that is not, by its width", () => {
    const { files } = logOf([entriesOf(256), entriesOf(2, 1)]);
    expect([...files.keys()].sort()).toEqual(
      ["tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/2"].sort(),
    );
    expect(logOf([[]]).files.size).toBe(0);
  });

  it("is taken up from its files, and from no others", async () => {
    await fc.assert(
      fc.asyncProperty(size, async (count) => {
        const { edge, read } = logOf([entriesOf(count)]);
        const root = rootOf(rangeOf(edge));
        expect(await loadEdge(count, root, read)).toEqual(edge);
        expect(await loadEdge(count, Buffer.alloc(32), read)).toBeUndefined();
      }),
    );
    expect(await loadEdge(0, emptyRoot, async () => undefined)).toEqual(emptyEdge);
  });

  it.each(["tile/0/001.p/3", "tile/1/000.p/1", "tile/entries/001.p/3"])(
    "is not taken up without %s, nor with another one",
    async (path) => {
      const { edge, files, read } = logOf([entriesOf(259)]);
      const root = rootOf(rangeOf(edge));
      const other = Buffer.from(files.get(path) ?? []);
      other.writeUInt8(other.readUInt8(other.length - 1) ^ 1, other.length - 1);
      const instead = (bytes: Buffer | undefined) => async (asked: string) =>
        asked === path ? bytes : read(asked);
      expect(await loadEdge(259, root, instead(undefined))).toBeUndefined();
      expect(await loadEdge(259, root, instead(other))).toBeUndefined();
      expect(await loadEdge(259, root, instead(other.subarray(1)))).toBeUndefined();
    },
  );
});

describe("A proof made from tiles", () => {
  it("of inclusion leads to the root, and of no other leaf, place or size", async () => {
    await fc.assert(
      fc.asyncProperty(
        size.filter((count) => count > 0),
        fc.nat(),
        async (count, at) => {
          const entries = entriesOf(count);
          const { edge, read } = logOf([entries]);
          const index = at % count;
          const proof = await inclusionProof(index, count, subtreeHashes(count, read));
          const leaf = leafHash(entries[index] ?? Buffer.alloc(0));
          const claim = { index: BigInt(index), size: BigInt(count), leaf, proof };
          const root = rootOf(rangeOf(edge));
          expect(rootOfInclusion(claim)).toEqual(root);
          expect(rootOfInclusion({ ...claim, leaf: leafHash(Buffer.from("other")) })).not.toEqual(root);
          expect(rootOfInclusion({ ...claim, index: BigInt(count) })).toBeUndefined();
          expect(rootOfInclusion({ ...claim, index: -1n })).toBeUndefined();
          expect(rootOfInclusion({ ...claim, proof: [...proof, leaf] })).not.toEqual(root);
          expect(
            proof.length === 0 || rootOfInclusion({ ...claim, proof: proof.slice(1) })?.equals(root) !== true,
          ).toBe(true);
        },
      ),
    );
  });

  it("of consistency holds between two sizes of one log, and between no others", async () => {
    await fc.assert(
      fc.asyncProperty(size, size, async (one, other) => {
        const [before, after] = [Math.min(one, other), Math.max(one, other)];
        const entries = entriesOf(after);
        const { edge, read } = logOf([entries]);
        const proof = await consistencyProof(before, after, subtreeHashes(after, read));
        const rootBefore = rootOfEntries(entries.slice(0, before));
        const claim = {
          before: BigInt(before),
          rootBefore,
          size: BigInt(after),
          root: rootOf(rangeOf(edge)),
          proof,
        };
        expect(isConsistent(claim)).toBe(before > 0);
        expect(isConsistent({ ...claim, proof: [...proof, rootBefore] })).toBe(false);
        if (before > 0) expect(isConsistent({ ...claim, rootBefore: leafHash(rootBefore) })).toBe(false);
        if (before > 0) expect(isConsistent({ ...claim, root: leafHash(rootBefore) })).toBe(false);
      }),
    );
  });

  it("is not made when a tile is missing or too short: the error names it", async () => {
    const { read } = logOf([entriesOf(300)]);
    const without = subtreeHashes(300, async (path) => (path === "tile/0/001.p/44" ? undefined : read(path)));
    await expect(inclusionProof(2, 300, without)).rejects.toThrow(UnreadableTile);
    await expect(inclusionProof(2, 300, without)).rejects.toMatchObject({ path: "tile/0/001.p/44" });
  });
});

describe("A bundle", () => {
  it("gives back its entries, and the hashes of their leaves, and is not changed by that", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (entries) => {
        const bytes = encodeBundle(entries);
        const before = Buffer.from(bytes);
        const decoded = decodeBundle(bytes) ?? [];
        expect(decoded.map((each) => [...each])).toEqual(entries.map((each) => [...each]));
        expect(bundleLeaves(decoded)).toEqual(entries.map(leafHash));
        expect(bytes).toEqual(before);
      }),
    );
  });

  it("is none when it ends within an entry or within a length", () => {
    expect(decodeBundle(Buffer.from([0, 2, 7]))).toBeUndefined();
    expect(decodeBundle(Buffer.from([0, 1, 7, 0]))).toBeUndefined();
    expect(decodeBundle(Buffer.alloc(0))).toEqual([]);
  });

  it("holds no entry above 65,535 bytes, and no more than 256", () => {
    expect(encodeBundle([Buffer.alloc(longestEntry)])).toHaveLength(longestEntry + 2);
    expect(() => encodeBundle([Buffer.alloc(longestEntry + 1)])).toThrow(RangeError);
    expect(() => encodeBundle(entriesOf(257))).toThrow(RangeError);
  });
});

describe("A path", () => {
  it("is written in groups of three digits, as the specification shows", () => {
    expect(tilePath(0, 1_234_067)).toBe("tile/0/x001/x234/067");
    expect(tilePath(1, 0, 5)).toBe("tile/1/000.p/5");
    expect(bundlePath(273, 112)).toBe("tile/entries/273.p/112");
  });

  it("is read back as what it names", () => {
    const place = fc.oneof(
      fc.record({
        kind: fc.constant("entries" as const),
        index: fc.maxSafeNat(),
        width: fc.integer({ min: 1, max: 256 }),
      }),
      fc.record({
        kind: fc.constant("hashes" as const),
        level: fc.nat({ max: 6 }),
        index: fc.maxSafeNat(),
        width: fc.integer({ min: 1, max: 256 }),
      }),
    );
    fc.assert(
      fc.property(place, (each) => {
        expect(parsePath(pathOf(each))).toEqual(each);
      }),
    );
  });

  it.each([
    "tile/0/00",
    "tile/0/x000/001",
    "tile/0/1234",
    "tile/0/x01/000",
    "tile/7/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/007",
    "tile/data/000",
    "/tile/0/000",
    "tile/0/000/",
    "checkpoint",
    "",
  ])("is none: %j", (path) => {
    expect(parsePath(path)).toBeUndefined();
  });

  it("counts the hashes of a level", () => {
    expect([hashesAt(0, 513), hashesAt(1, 513), hashesAt(2, 65_536), hashesAt(2, 65_535)]).toEqual([
      513, 2, 1, 0,
    ]);
  });
});
