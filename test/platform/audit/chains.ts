import { restoreId } from "../../../functions/platform/audit/compact.ts";
import { decodeBody } from "../../../functions/platform/audit/decode-body.ts";
import type { Header } from "../../../functions/platform/audit/header.ts";
import { leafHash, openLeaf, parseLeaf } from "../../../functions/platform/audit/leaf.ts";
import type { Wire } from "./conditions.ts";
import { monthKey, tenant } from "./samples.ts";

/** A stored leaf, opened by hand. */
export interface StoredLeaf extends Header {
  readonly hash: string;
  readonly requestId: string | undefined;
  /** Of a rotation: the writer given up, and the number it may have used. */
  readonly abandoned: { readonly w: string; readonly uncertain: number } | undefined;
}

const requestIdIn = (body: Buffer) => restoreId(decodeBody(body)?.json.rq ?? "");
const rotationIn = (body: Buffer) => JSON.parse(body.toString("utf8", 2, 2 + body.readUInt16BE(0)));

/** Opens the leaves of a table; throws for one that does not open. */
export const storedLeaves = (items: readonly Wire[]): readonly StoredLeaf[] =>
  items.map((item) => {
    const bytes = Buffer.from(item.l?.B ?? "", "base64");
    const parsed = parseLeaf(bytes);
    const body = parsed && openLeaf(tenant, parsed, monthKey.key);
    if (parsed === undefined || body === undefined) throw new Error("a stored leaf does not open");
    return {
      ...parsed.header,
      hash: leafHash(bytes),
      requestId: parsed.header.type === "ev" ? requestIdIn(body) : undefined,
      abandoned: parsed.header.type === "rot" ? rotationIn(body) : undefined,
    };
  });

const first = Buffer.alloc(32).toString("base64url");

/** What an auditor would object to in the chains of so many instances: nothing, unless a leaf is missing or there twice. */
export const objectionsTo = (leaves: readonly StoredLeaf[], instances: number): readonly string[] => {
  const writers = Map.groupBy(leaves, ({ writer }) => writer);
  const rotations = leaves.flatMap(({ abandoned }) => abandoned ?? []);
  const inChains = [...writers.values()].flatMap((chain) => {
    const sorted = chain.toSorted((a, b) => a.n - b.n);
    return sorted.flatMap((leaf, at) => [
      ...(leaf.n === at ? [] : [`leaf ${at} of a writer is missing or there twice`]),
      ...(leaf.previous === (sorted[at - 1]?.hash ?? first) ? [] : ["a leaf names another one before it"]),
      ...(at === 0 || leaf.abandoned === undefined ? [] : ["a rotation is not the first of its writer"]),
    ]);
  });
  const atEnds = rotations.flatMap(({ w, uncertain }) => {
    const written = writers.get(w)?.length ?? 0;
    return written === uncertain || written === uncertain + 1 ? [] : ["a rotation reports another end"];
  });
  const unreported = writers.size - rotations.length <= instances ? [] : ["a writer ended without a report"];
  return [...inChains, ...atEnds, ...unreported];
};
