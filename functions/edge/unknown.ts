import { Problem } from "../kernel/problems.ts";
import type { Operation } from "./exchange.ts";
import type { Http } from "./http.ts";

/** Stands for a request that is not one: only a direct invocation of the function can send it. */
export const unreadable: Http = {
  operation: "",
  requestId: "direct",
  ip: undefined,
  params: {},
  query: {},
  body: undefined,
  claims: undefined,
  base: undefined,
  header: () => undefined,
};

/** Stands for an operation that this function does not serve: only a direct invocation can ask for it. */
export const unknownOperation: Operation = {
  name: "unknown",
  route: {
    method: "GET",
    path: "/v1/unknown",
    summary: "",
    scope: "kith/community",
    action: "unknown",
    grants: {},
    answers: {},
  },
  decide: () => Promise.reject(new Problem("not-found")),
  replay: undefined,
};
