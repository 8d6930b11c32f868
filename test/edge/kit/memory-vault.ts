import { createHash } from "node:crypto";
import type { AuditTrail } from "../../../functions/kernel/audit.ts";
import type { Opened, Place, Vault } from "../../../functions/kernel/ports.ts";

/** Seals nothing: it binds a text to its place, so that a value in another place is damaged, and fills the trail. */
export const memoryVault = (trail: AuditTrail): Vault => ({
  seal: async (place, text) => {
    trail.committed(digest(text));
    return Buffer.from(JSON.stringify([nameOf(place), text]));
  },
  openAll: async (values) =>
    values.map(({ place, sealed }): Opened => {
      const [boundTo, text] = contents(sealed);
      if (boundTo === "erased") return { state: "erased" };
      if (boundTo !== nameOf(place) || text === undefined) return { state: "damaged" };
      trail.disclose(place.owner);
      return { state: "open", text };
    }),
  newMember: async (member) => [
    {
      kind: "create",
      table: "keyring",
      key: { pk: `MEMBER#${member}`, sk: "community" },
      refuses: "already-a-member",
      attributes: { v: 1 },
    },
  ],
  blindIndex: async (purpose, value) => digest(`${purpose}\0${value}`),
  oneTimeCode: async (purpose, id) => {
    const bytes = createHash("sha256").update(`${purpose}\0${id}`).digest();
    return [...bytes.subarray(0, 10)].map((byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 32]).join("");
  },
});

/** What an erased member's value is like. */
export const erasedValue = Buffer.from(JSON.stringify(["erased", ""]));

const digest = (text: string): string =>
  createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");

const nameOf = ({ table, pk, sk, attribute, owner, class: keyClass, version }: Place): string =>
  [table, pk, sk, attribute, owner, keyClass, version].join(" ");

function contents(sealed: Uint8Array): readonly (string | undefined)[] {
  const read: unknown = JSON.parse(Buffer.from(sealed).toString("utf8"));
  return Array.isArray(read) ? read.map(String) : [];
}
