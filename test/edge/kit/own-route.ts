import { z } from "zod/mini";
import type { AnyDecision, Operation } from "../../../functions/edge/exchange.ts";
import { aliasId, memberId } from "../../../functions/kernel/ids.ts";
import type { RequestPorts } from "../../../functions/kernel/platform.ts";
import type { Route } from "../../../functions/kernel/route.ts";
import type { Asked } from "./requests.ts";

const row: Route = {
  method: "GET",
  path: "/v1/own",
  summary: "",
  scope: "kith/community",
  action: "member.read-self",
  grants: {},
  answers: {
    200: z.strictObject({
      text: z.string(),
      people: z.optional(z.array(z.strictObject({ memberId: z.nullable(memberId) }))),
      aliasId: z.optional(z.nullable(aliasId)),
    }),
    304: null,
  },
};

/** A route of the test's own, to see what becomes of an endpoint's answer. */
export const ownRoute = (
  decide: (ports: RequestPorts) => Promise<AnyDecision> | AnyDecision,
  route: Partial<Route> = {},
): readonly [string, Operation] => [
  "GET /v1/own",
  { name: "own", route: { ...row, ...route }, decide: async (_, ports) => decide(ports), replay: undefined },
];

export const asking: Asked = { method: "GET", resource: "/v1/own" };
