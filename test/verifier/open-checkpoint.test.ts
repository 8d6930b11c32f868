import { describe, expect, it } from "vitest";
import { writeNote } from "../../functions/tlog/note.ts";
import { NotIntact } from "../../functions/verifier/finding.ts";
import { openCheckpoint } from "../../functions/verifier/open-checkpoint.ts";
import { checkpointOf, newSigningKey, origin, signing } from "./signed-log.ts";

const root = Buffer.alloc(32, 7);
const { key } = signing;
const good = checkpointOf(9, root);
const findingIn = (note: string) => {
  try {
    openCheckpoint(note, key, "kept");
  } catch (error) {
    return error instanceof NotIntact ? error.finding : error;
  }
  throw new Error("It was accepted.");
};
/** A note whose text is signed, whatever it says. */
const signedNote = (text: string) =>
  writeNote({ text, signatures: [{ name: key.name, keyId: key.keyId, signature: Buffer.alloc(64) }] });

describe("A signed checkpoint", () => {
  it("says origin, size and root", () => {
    expect(openCheckpoint(good, key, "kept")).toMatchObject({ origin, size: 9, root });
  });

  it.each([
    ["no note at all", "nothing"],
    ["a note without a signature", good.split("\n\n")[0] ?? ""],
    ["a note that says something else", signedNote("a letter\n")],
  ])("is refused when it is %s", (_, note) => {
    expect(findingIn(note)).toEqual({ what: "no-note", file: "kept" });
  });

  it("is refused when it is another log's, also when this log's key would have signed it", () => {
    const other = checkpointOf(9, root, signing, "another/log");
    expect(findingIn(other)).toEqual({ what: "foreign-origin", file: "kept", origin: "another/log" });
  });

  it("is refused when another key of the same name signed it", () => {
    expect(findingIn(checkpointOf(9, root, newSigningKey()))).toEqual({ what: "other-key", file: "kept" });
  });

  it("is refused when it was changed behind its signature", () => {
    expect(findingIn(good.replace("\n9\n", "\n8\n"))).toEqual({ what: "forged", file: "kept" });
  });
});
