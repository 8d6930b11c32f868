import { createSecretKey } from "node:crypto";
import { instant } from "../../functions/kernel/clock.ts";
import { decodeBody } from "../../functions/platform/audit/decode-body.ts";
import { openLeafWith, parseLeaf } from "../../functions/platform/audit/leaf.ts";
import type { VerifierKey } from "../../functions/tlog/verifier-key.ts";
import { checkProof } from "../../functions/verifier/prove-entry.ts";
import { UsageError } from "../usage.ts";

interface Given {
  /** Text of a C2SP tlog-proof. */
  readonly proof: string;
  readonly entry: Uint8Array;
  readonly key: VerifierKey;
}
interface Opening {
  /** 32 bytes in hex. */
  readonly eventKey: string | undefined;
  readonly tenant: string | undefined;
}

/** What an event says, in the words of docs/audit-leaf.md; tokens stand for people. */
export interface Content {
  readonly id: string;
  readonly at: string;
  readonly says: object;
  readonly subjects: readonly string[];
}

/**
 * Checks one event with nothing but its proof, and opens it with the key of that event.
 * @throws UsageError for what is no proof, or a key that is none. @throws NotIntact when it is not proven.
 */
export function verifyProof({ proof, entry, key }: Given, { eventKey, tenant }: Opening) {
  const proven = checkProof(proof, entry, key);
  if (proven === undefined) throw new UsageError("The first file is no proof (C2SP tlog-proof).");
  if (eventKey === undefined) return { ...proven, content: undefined };
  if (tenant === undefined) throw new UsageError("--event-key needs the id of the tenant: --tenant ID.");
  if (!/^[0-9a-f]{64}$/i.test(eventKey))
    throw new UsageError("The key of an event has 64 hexadecimal digits.");
  return { ...proven, content: contentOf(entry, eventKey, tenant) };
}

function contentOf(entry: Uint8Array, eventKey: string, tenant: string): Content {
  const leaf = parseLeaf(entry);
  const opened = leaf && openLeafWith(tenant, leaf, createSecretKey(Buffer.from(eventKey, "hex")));
  if (leaf === undefined || opened === undefined)
    throw new UsageError("The entry does not open with this key: it is another event's or another tenant's.");
  // A writer that took over from another one: its own body, in clear words.
  const body =
    leaf.header.type === "rot" ? { json: JSON.parse(String(opened)), tokens: [] } : decodeBody(opened);
  if (body === undefined)
    throw new UsageError("The entry opens, and is of a form that this version does not know.");
  return { id: leaf.header.id, at: instant(leaf.header.at), says: body.json, subjects: body.tokens };
}
