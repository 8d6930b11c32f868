import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import * as z from "zod/mini";
import { type Clock, hour } from "../kernel/clock.ts";
import type { Cursors } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { Keyring } from "./keyring/keyring.ts";
import { hkdfExpandSha512 } from "./sealing/expand.ts";
import { keyLength } from "./sealing/format.ts";
import { open } from "./sealing/open.ts";
import { fromPlaintext, toPlaintext } from "./sealing/plaintext.ts";
import { seal } from "./sealing/seal.ts";

/** What a cursor is bound to: it opens for nobody and nothing else. */
export interface CursorBinding {
  readonly tenant: string;
  /** Name of the operation that lists. */
  readonly operation: string;
  /** Id of the member who lists. */
  readonly caller: string;
  /** Everything that selects what is listed, in one canonical string. */
  readonly query: string;
}

const lifetime = 24 * hour;
const label = Buffer.from("kith/cursor/v1");
/** Structured: its padding is coarse enough to give every position of a list the same length. */
const shape = "structured";
/** Milliseconds since the epoch after which it is refused, and the position. */
const content = z.tuple([z.int(), z.string()]);

const cursorKey = (branch: KeyObject): KeyObject => {
  const okm = hkdfExpandSha512(branch, label, keyLength);
  const key = createSecretKey(okm);
  okm.fill(0);
  return key;
};

const contextOf = ({ tenant, operation, caller, query }: CursorBinding): readonly string[] => [
  tenant,
  operation,
  caller,
  createHash("sha256").update(query).digest("base64url"),
];

const refuse = (): never => {
  throw new Problem("invalid-cursor");
};

/** Cursors of one caller and one list. A new branch key ends those made before: the list is then read from its start again. */
export const cursors = (keyring: Pick<Keyring, "branchKey">, clock: Clock, bound: CursorBinding): Cursors => {
  const context = contextOf(bound);
  return {
    async seal(position) {
      const { key, keyId } = await keyring.branchKey();
      const plaintext = toPlaintext(JSON.stringify([clock() + lifetime, position]), shape);
      return seal({ key: cursorKey(key), keyId, context, plaintext }).sealed.toString("base64url");
    },
    async open(cursor) {
      const { key } = await keyring.branchKey();
      const padded =
        open({ key: cursorKey(key), context, sealed: Buffer.from(cursor, "base64url") }) ?? refuse();
      const [expires, position] = z.parse(content, JSON.parse(fromPlaintext(padded, shape) ?? refuse()));
      return clock() < expires ? position : refuse();
    },
  };
};
