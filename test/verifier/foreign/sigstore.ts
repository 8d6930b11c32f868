import type { KeyObject } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseProofFile } from "../../../functions/tlog/proof-file.ts";

const require = createRequire(import.meta.url);
/** Not part of what the package exports, and all of it that we want: its Merkle and checkpoint code. */
const inside = join(dirname(require.resolve("@sigstore/verify")), "tlog");
const { verifyCheckpoint } = require(join(inside, "checkpoint.js")) as {
  verifyCheckpoint: (entry: unknown, logs: readonly unknown[]) => unknown;
};
const { verifyMerkleInclusion } = require(join(inside, "merkle.js")) as {
  verifyMerkleInclusion: (entry: unknown, checkpoint: unknown) => void;
};

/** Whether sigstore's code accepts that an entry stands in a log. */
export function sigstoreAccepts(
  proofFile: string,
  entry: Uint8Array,
  { name, keyId, key }: { readonly name: string; readonly keyId: string; readonly key: KeyObject },
): boolean {
  const { index, proof, checkpoint } = parseProofFile(proofFile) ?? { index: 0, proof: [], checkpoint: "" };
  const asked = {
    canonicalizedBody: Buffer.from(entry),
    inclusionProof: { logIndex: String(index), hashes: proof, checkpoint: { envelope: checkpoint } },
  };
  const log = { baseURL: name, logID: Buffer.from(keyId, "hex"), publicKey: key };
  try {
    verifyMerkleInclusion(asked, verifyCheckpoint(asked, [log]));
    return true;
  } catch {
    return false;
  }
}
