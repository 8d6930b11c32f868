import { instant } from "../kernel/clock.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { inSpace, inThread } from "./in-place.ts";
import type { Message } from "./message-item.ts";
import type { pinRoutes } from "./pin-routes.ts";
import type { CommunityStores } from "./stores.ts";

export const pinEndpoints: Endpoints<typeof pinRoutes, CommunityStores> = {
  pinMessage: {
    decide: async ({ caller, params, body, at }, stores) => {
      const { threadId: thread, messageId: id } = body;
      const { member, still } = await inThread(caller, { ...params, threadId: thread }, stores);
      const message = await stores.messages.byId(thread, id);
      if (message?.state !== "open") throw new Problem("not-found");
      stores.trail.about(id);
      const write = stores.pins.pin(params.spaceId, { thread, message: id, by: member, now: at.now });
      return {
        answer: { status: 201, body: { threadId: thread, messageId: id, pinnedAt: instant(at.now) } },
        writes: [still, stillThere(message), write],
        made: id,
      };
    },
    replay: async ({ params }, { pins, trail }) => {
      const pin = await pins.in(params.spaceId);
      if (!pin) throw new Problem("not-found");
      trail.about(pin.message);
      return { status: 201, body: { threadId: pin.thread, messageId: pin.message, pinnedAt: pin.at } };
    },
  },

  unpinMessage: {
    decide: async ({ caller, params }, stores) => {
      const { still } = await inSpace(caller, params, stores);
      stores.trail.about(params.spaceId);
      return {
        answer: { status: 204 },
        writes: [still, stores.pins.unpin(params.spaceId)],
        made: params.spaceId,
      };
    },
    replay: async ({ params }, { trail }) => {
      trail.about(params.spaceId);
      return { status: 204 };
    },
  },
};

const stillThere = ({ key, version }: Message): Write => ({
  kind: "require",
  table: "community",
  key,
  refuses: "changed-meanwhile",
  when: { equals: { v: version } },
});
