import type { Bilingual } from "../kernel/bilingual.ts";
import type { ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { threadKey, threadRowKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Place, tenantMember, type Write } from "../kernel/ports.ts";

/** Where a new space begins. */
export interface Welcome {
  readonly thread: ThreadId;
  readonly program: ProgramId;
  readonly space: SpaceId;
}

const counted = { state: "open", rv: 0, v: 1 };
const title: Bilingual = { en: "Welcome", es: "Bienvenida" };

/**
 * The thread to begin in that each new space has. Its items are the community's, and are read as those of any other thread;
 * they are made here, because a space and its first thread become true together. No member wrote it: it names no author, and
 * its title is sealed for the tenant.
 */
export const welcomeStore = ({ vault }: Pick<RequestPorts, "vault">) => ({
  create: async ({ thread, program, space }: Welcome): Promise<readonly Write[]> => [
    {
      kind: "create",
      table: "community",
      key: threadKey(thread),
      refuses: "in-progress",
      attributes: { program, space, ...counted },
    },
    {
      kind: "create",
      table: "community",
      key: threadRowKey(space, thread),
      refuses: "in-progress",
      attributes: {
        recent: [],
        ...counted,
        title: await vault.seal(titlePlace(space, thread), JSON.stringify({ a: null, t: title }), "text"),
      },
    },
  ],
});

const titlePlace = (space: SpaceId, thread: ThreadId): Place => ({
  table: "community",
  ...threadRowKey(space, thread),
  attribute: "title",
  owner: tenantMember,
  class: "community",
  version: 1,
});
