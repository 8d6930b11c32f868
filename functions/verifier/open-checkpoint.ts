import { type Checkpoint, parseCheckpoint } from "../tlog/checkpoint.ts";
import { openNote, type VerifierKey } from "../tlog/verifier-key.ts";
import { NotIntact } from "./finding.ts";

/**
 * Reads a signed checkpoint.
 * @param file how a finding names it.
 * @throws NotIntact unless the log's key has signed it, for the log of that name.
 */
export function openCheckpoint(note: string, key: VerifierKey, file: string): Checkpoint {
  const opened = openNote(note, key);
  const said = parseCheckpoint(opened.state === "signed" ? opened.note.text : note);
  if (opened.state === "no-note" || said === undefined) throw new NotIntact({ what: "no-note", file });
  if (said.origin !== key.name) throw new NotIntact({ what: "foreign-origin", file, origin: said.origin });
  if (opened.state !== "signed") throw new NotIntact({ what: opened.state, file });
  return said;
}
