import { randomBytes } from "node:crypto";
import type { MemberId } from "../../../../functions/kernel/ids.ts";
import { memberKey } from "../../../../functions/kernel/keys.ts";
import type { Opened, Place, Write } from "../../../../functions/kernel/ports.ts";
import { auditedCommit } from "../../../../functions/platform/audit/commit.ts";
import { fromStoredItem } from "../../../../functions/platform/items.ts";
import { keyAddress, lookupAddress } from "../../../../functions/platform/keyring/addresses.ts";
import { branchKeys } from "../../../../functions/platform/keyring/branch-keys.ts";
import { eraseMember } from "../../../../functions/platform/keyring/erasure.ts";
import { keyring } from "../../../../functions/platform/keyring/keyring.ts";
import { nextBranchKey } from "../../../../functions/platform/keyring/next-branch.ts";
import { keyReads } from "../../../../functions/platform/keyring/reads.ts";
import { reconcile } from "../../../../functions/platform/keyring/reconcile.ts";
import { rewrap } from "../../../../functions/platform/keyring/rewrap.ts";
import { ensureBranchKey } from "../../../../functions/platform/keyring/rotation.ts";
import { newTrail } from "../../../../functions/platform/trail.ts";
import { requestVault } from "../../../../functions/platform/vault.ts";
import { oneMonthKey, reading } from "../../audit/samples.ts";
import { joe, maria, start, tenant } from "../tenant.ts";
import { modelKms } from "./model-kms.ts";
import { modelStore, type Turn } from "./model-store.ts";
import { fromWire } from "./wire-items.ts";

/** A value that somebody was told is kept. */
export interface Kept {
  readonly place: Place;
  readonly sealed: Uint8Array;
}

/** A tenant on the model of AWS: whoever acts does so in an instance, each step when the schedule says. */
export function world(scheduled: Turn) {
  const time = { now: start };
  const pace = { turn: async (_: string): Promise<unknown> => undefined };
  const turn: Turn = (step) => pace.turn(step);
  const store = modelStore(turn);
  const kms = modelKms(turn);
  const ledger = new Map<string, Uint8Array>();
  const shared = { tenant, clock: () => time.now, log: () => undefined, tableName: (table: string) => table };

  const instance = () => {
    const read = keyReads({ ...shared, dynamodb: store.client, pause: async () => undefined });
    const source = { ...shared, read, kms, sealKey: "seal" };
    const keys = keyring(source);
    const commit = auditedCommit({
      ...shared,
      client: store.client,
      monthKeys: oneMonthKey,
      tokensOf: async (members) => new Map(members.map((member) => [member, Buffer.alloc(16)])),
      pause: async () => undefined,
    });
    const event = (commitments: readonly string[]) => ({ ...reading([]), commitments });
    const record = (writes: readonly Write[], commitments: readonly string[]) =>
      commit(event(commitments), writes);
    const erasing = {
      ...{ read, log: shared.log, record },
      ledger: {
        keep: async (keyId: Uint8Array) => {
          await turn("ledger");
          ledger.set(Buffer.from(keyId).toString("hex"), keyId);
        },
        all: async () => [...ledger.values()],
      },
      closing: async (member: MemberId) => closing(stateOf(member), member),
    };
    const request = () => {
      const trail = newTrail();
      return { trail, vault: requestVault({ ...shared, keyring: keys, trail }) };
    };
    return {
      keys,
      rotate: () => ensureBranchKey({ ...source, commit, requestId: "rotation" }),
      nextBranch: () => nextBranchKey({ ...source, record }),
      rewrap: (owner: MemberId | "lookup") =>
        rewrap(
          { ...source, branches: branchKeys(source), record },
          owner === "lookup" ? lookupAddress : keyAddress(owner, "community"),
          owner === "lookup" ? "tenant" : owner,
        ),
      erase: (member: MemberId) => eraseMember(erasing, member),
      reconcile: () => reconcile({ ...erasing, items: keyringItems }),

      /** A member with keys, as an accepted invitation makes one. */
      join: async (member: MemberId): Promise<boolean> => {
        const { trail, vault } = request();
        const writes = await vault.newMember(member);
        const { outcome } = await record([joined(member), ...writes], trail.facts().commitments);
        return outcome === "committed";
      },
      /** Something about a member, on the condition that they have not left. */
      write: async (member: MemberId): Promise<Kept | undefined> => {
        const { trail, vault } = request();
        const place = newPlace(member);
        const sealed = await vault.seal(place, textOf(place), "text");
        const { outcome } = await record([active(member), message(place, sealed)], trail.facts().commitments);
        return outcome === "committed" ? { place, sealed } : undefined;
      },
      open: (kept: readonly Kept[]): Promise<readonly Opened[]> =>
        request().vault.openAll(kept.map((one) => ({ ...one, shape: "text" as const }))),
    };
  };

  const stateOf = (member: MemberId) => store.tables.get(nameOf(member))?.state?.S;
  async function* keyringItems() {
    for (const [name, item] of [...store.tables])
      if (name.startsWith("keyring ")) yield fromStoredItem(fromWire(item));
  }
  return {
    store,
    time,
    ledger,
    instance,
    stateOf,
    /** From here on each step waits for its turn; before and after, everything happens at once. */
    begin: () => {
      pace.turn = scheduled;
    },
    end: () => {
      store.plan.length = 0;
      pace.turn = async () => undefined;
    },
  };
}
export type World = ReturnType<typeof world>;
export type Instance = ReturnType<World["instance"]>;

export const textOf = ({ sk }: Place): string => `written as ${sk}`;
export const nameOf = (member: MemberId): string => `community ${memberKey(member).pk} MEMBER`;

const newPlace = (owner: MemberId): Place => ({
  ...{ table: "community", pk: "THREAD#1", sk: `MSG#${randomBytes(8).toString("hex")}` },
  ...{ attribute: "body", owner, class: "community", version: 1 },
});
const atMember = (member: MemberId) =>
  ({ table: "community", key: memberKey(member), refuses: "changed-meanwhile" }) as const;

const joined = (member: MemberId): Write => ({
  ...{ kind: "create", attributes: { state: "active" }, ...atMember(member) },
});
const active = (member: MemberId): Write => ({
  ...{ kind: "require", when: { equals: { state: "active" } }, ...atMember(member) },
});
const closing = (state: string | undefined, member: MemberId): readonly Write[] =>
  state === "active"
    ? [
        {
          ...{ kind: "update", set: { state: "leaving" }, ...atMember(member) },
          when: { equals: { state: "active" } },
        },
      ]
    : [];
const message = ({ table, pk, sk, owner }: Place, body: Uint8Array): Write => ({
  ...{ kind: "create", table, key: { pk, sk }, attributes: { body, author: owner, v: 1 } },
  refuses: "changed-meanwhile",
});

/** Maria, Joe and their keys under the first branch key. */
export async function peopled(scheduled: Turn): Promise<World> {
  const made = world(scheduled);
  const instance = made.instance();
  await instance.rotate();
  for (const member of [maria, joe]) await instance.join(member);
  return made;
}
