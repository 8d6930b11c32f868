import { eventId } from "../../../functions/kernel/ids.ts";
import { encodeEvent } from "../../../functions/platform/audit/body.ts";
import { keyOfEvent, sealLeaf } from "../../../functions/platform/audit/leaf.ts";
import { instantOf } from "../../../functions/platform/ids.ts";
import { member, monthKey, reading, tenant } from "./samples.ts";

const id = eventId.parse("01M81B5H80EXAMP1E000000000.1");
const tokens = new Map([1, 2, 3].map((number) => [member(number), Buffer.alloc(16, number * 0x11)]));
const header = {
  type: "ev",
  id,
  at: instantOf(id),
  writer: "AAECAwQFBgcICQoLDA0ODw",
  n: 0,
  previous: Buffer.alloc(32).toString("base64url"),
} as const;
const salt = Buffer.from(Array.from({ length: 32 }, (_, byte) => 0xc0 + byte));

/** The worked example of docs/audit-leaf.md. */
export const example = {
  tenant,
  eventKey: keyOfEvent(monthKey.key, id).export().toString("hex"),
  leaf: sealLeaf({
    tenant,
    header,
    monthKey,
    body: encodeEvent(reading([member(2), member(3)]), tokens),
    salt,
  }),
};
