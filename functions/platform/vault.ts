import type { AuditTrail } from "../kernel/audit.ts";
import type { Log } from "../kernel/platform.ts";
import type { KeyClass, KeyOwner, Opened, Place, Shape, Vault } from "../kernel/ports.ts";
import { blindIndex, oneTimeCode } from "./blind.ts";
import { addressName, keyAddress } from "./keyring/addresses.ts";
import type { NamedKey } from "./keyring/branch-keys.ts";
import type { KeyFor, Keyring, WantedKey } from "./keyring/keyring.ts";
import { keyIdOf } from "./sealing/format.ts";
import { open } from "./sealing/open.ts";
import { fromPlaintext, toPlaintext } from "./sealing/plaintext.ts";
import { seal } from "./sealing/seal.ts";

export interface RequestVault {
  readonly keyring: Keyring;
  /** Of this request alone. */
  readonly trail: AuditTrail;
  readonly tenant: string;
  readonly log: Log;
}

interface SealedValue {
  readonly place: Place;
  readonly sealed: Uint8Array;
  readonly shape: Shape;
}

const contextOf = (
  tenant: string,
  { table, pk, sk, attribute, owner, version }: Place,
): readonly string[] => [tenant, table, pk, sk, attribute, owner, String(version)];

const wantedKey = ({ place, sealed }: SealedValue): WantedKey => ({
  owner: place.owner,
  class: place.class,
  keyId: keyIdOf(sealed),
});

const textOf = (
  tenant: string,
  { place, sealed, shape }: SealedValue,
  found: KeyFor | undefined,
): string | undefined => {
  // Stryker disable next-line OptionalChaining: the keyring answers for every value, which its type cannot say.
  if (found?.state !== "key") return undefined;
  const padded = open({ key: found.key, context: contextOf(tenant, place), sealed });
  return padded && fromPlaintext(padded, shape);
};

const openOne = (
  { trail, tenant, log }: RequestVault,
  value: SealedValue,
  found: KeyFor | undefined,
): Opened => {
  // Stryker disable next-line OptionalChaining: as above.
  if (found?.state === "erased") return { state: "erased" };
  const text = textOf(tenant, value, found);
  if (text === undefined) {
    log({ level: "alarm", event: "damaged-value" });
    return { state: "damaged" };
  }
  trail.disclose(value.place.owner);
  return { state: "open", text };
};

/** Seals and opens for one request: whose content is opened stands in the trail, and so does what was sealed. */
export const requestVault = (request: RequestVault): Vault => {
  const { keyring, trail, tenant } = request;
  const beingMade = new Map<string, NamedKey>();
  const keyOf = async (owner: KeyOwner, keyClass: KeyClass): Promise<NamedKey> =>
    beingMade.get(addressName(keyAddress(owner, keyClass))) ?? (await keyring.keyOf(owner, keyClass));
  return {
    async seal(place, text, shape) {
      const owner = await keyOf(place.owner, place.class);
      const plaintext = toPlaintext(text, shape);
      const { sealed, commitment } = seal({ ...owner, context: contextOf(tenant, place), plaintext });
      trail.committed(commitment.toString("base64url"));
      return sealed;
    },
    async openAll(values) {
      const keys = await keyring.keysFor(values.map(wantedKey));
      return values.map((value, at) => openOne(request, value, keys[at]));
    },
    async newMember(owner) {
      const { writes, commitments, made } = await keyring.newOwner(owner);
      for (const [name, key] of made) beingMade.set(name, key);
      for (const commitment of commitments) trail.committed(commitment);
      return writes;
    },
    blindIndex: async (purpose, value) => blindIndex(await keyring.lookupKey(), purpose, value),
    oneTimeCode: async (purpose, id) => oneTimeCode(await keyring.lookupKey(), purpose, id),
  };
};
