import { hashLength } from "./hash.ts";

/** Proof that an entry is in a log, to be checked by whoever has the log's key (C2SP tlog-proof). */
export interface ProofFile {
  readonly index: number;
  readonly proof: readonly Buffer[];
  /** The signed note. */
  readonly checkpoint: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";
/** A tree of 2^63 leaves has no longer proof. */
const mostHashes = 63;

export const writeProofFile = ({ index, proof, checkpoint }: ProofFile): string =>
  [firstLine, `index ${index}`, ...proof.map((hash) => hash.toString("base64")), "", checkpoint].join("\n");

/** Reads a proof file; undefined when it is none. A line of extra data is passed over. */
export function parseProofFile(text: string): ProofFile | undefined {
  const end = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split("\n");
  const [place = "", ...encoded] = lines[0]?.startsWith("extra ") ? lines.slice(1) : lines;
  const digits = place.replace(/^index /, "");
  const proof = encoded.map((each) => Buffer.from(each, "base64"));
  const exact = proof.every(
    (hash, at) => hash.length === hashLength && hash.toString("base64") === encoded[at],
  );
  const index = Number(digits);
  const counted =
    place.startsWith("index ") && String(index) === digits && Number.isSafeInteger(index) && index >= 0;
  if (first !== firstLine || !exact || !counted || proof.length > mostHashes) return undefined;
  return { index, proof, checkpoint: text.slice(end + 2) };
}
