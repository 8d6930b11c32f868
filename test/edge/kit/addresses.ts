import type { ProgramId } from "../../../functions/kernel/ids.ts";
import { emailKey } from "../../../functions/kernel/keys.ts";
import type { Item } from "../../../functions/kernel/ports.ts";
import { addresseeStore } from "../../../functions/members/addressee-store.ts";
import type { Person, TestTenant } from "./tenant.ts";

/** Lets an address be known as a member's. */
export async function addressOf(person: Person, email: string, tenant: TestTenant): Promise<void> {
  const key = emailKey(await tenant.ports().vault.blindIndex("email", email), person.pool);
  const attributes = { member: person.id, v: 1 };
  tenant.write([{ kind: "create", table: "community", key, refuses: "in-progress", attributes }]);
}

/** What the tenant keeps under a beginning of partition keys. */
export const itemsOf = ({ table }: TestTenant, prefix: string, sk = ""): readonly Item[] =>
  [...table.items.values()].filter((item) => item.pk.startsWith(prefix) && item.sk.startsWith(sk));

/** What the sign-in is to be told, in no order. */
export const toldTo = (tenant: TestTenant): readonly unknown[] =>
  itemsOf(tenant, "OUTBOX#").map(({ task }) => JSON.parse(Buffer.from(task as Uint8Array).toString("utf8")));

/** Uses up the open invitation of an address, as whoever accepts it does. */
export async function useUp(email: string, program: ProgramId, tenant: TestTenant): Promise<void> {
  const { open } = await addresseeStore(tenant.ports()).find(
    { email, pool: "members" },
    program,
    tenant.clock.now,
  );
  if (!open) throw new Error("The address has no open invitation.");
  tenant.change(open.key, { state: "used", v: 2 });
}
