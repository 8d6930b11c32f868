import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { isConsistent } from "../../functions/tlog/consistency.ts";
import { rootOfInclusion } from "../../functions/tlog/inclusion.ts";

/** Of transparency-dev/merkle (Apache-2.0). */
const folder = resolve(process.env.KITH_SHARED ?? "../shared", "data/merkle-testdata");

/** Two of them hold integers beyond 2^53: those stay digits. */
const parse = (text: string): unknown => JSON.parse(text.replace(/:\s*(\d+)/g, ':"$1"'));

const hashes = z
  .array(z.base64())
  .nullable()
  .transform((all) => (all ?? []).map((each) => Buffer.from(each, "base64")));
const hash = z
  .string()
  .nullable()
  .transform((text) => Buffer.from(text ?? "", "base64"));
const size = z.string().transform(BigInt);
const inclusion = z.object({
  leafIdx: size,
  treeSize: size,
  root: hash,
  leafHash: hash,
  proof: hashes,
  wantErr: z.boolean(),
});
const consistency = z.object({
  size1: size,
  size2: size,
  root1: hash,
  root2: hash,
  proof: hashes,
  wantErr: z.boolean(),
});

function vectors<T>(kind: string, schema: z.ZodType<T>): readonly (readonly [string, T])[] {
  const all = readdirSync(join(folder, kind), { recursive: true, withFileTypes: true });
  return all
    .filter((each) => each.isFile() && each.name.endsWith(".json"))
    .map((each) => join(each.parentPath, each.name))
    .map((file) => [relative(folder, file), schema.parse(parse(readFileSync(file, "utf8")))] as const);
}

it("the vectors of transparency-dev/merkle are there: without them nothing here is tested", () => {
  expect(existsSync(folder), `${folder} is absent: get the shared data beside this repository`).toBe(true);
});

describe.runIf(existsSync(folder))("Every case of transparency-dev/merkle", () => {
  it("is there, 98 of each kind", () => {
    expect([vectors("inclusion", inclusion).length, vectors("consistency", consistency).length]).toEqual([
      98, 98,
    ]);
  });

  it("of inclusion ends as it says", () => {
    for (const [name, { leafIdx, treeSize, root, leafHash, proof, wantErr }] of vectors(
      "inclusion",
      inclusion,
    )) {
      const found = rootOfInclusion({ index: leafIdx, size: treeSize, leaf: leafHash, proof });
      expect(found?.equals(root) === true && leafHash.length === 32, name).toBe(!wantErr);
    }
  });

  it("of consistency ends as it says", () => {
    for (const [name, { size1, size2, root1, root2, proof, wantErr }] of vectors(
      "consistency",
      consistency,
    )) {
      const good = isConsistent({ before: size1, rootBefore: root1, size: size2, root: root2, proof });
      expect(good, name).toBe(!wantErr);
    }
  });
});
