import { audit } from "./audit/routes.ts";
import { community } from "./community/routes.ts";
import { imports } from "./imports/routes.ts";
import type { Grants, Route } from "./kernel/route.ts";
import { members } from "./members/routes.ts";
import { programs } from "./programs/routes.ts";
import { open } from "./public/routes.ts";

/** The tables of the slices, in their order. Read by infra, tests and clients; no function imports it. */
export const slices = { open, members, programs, imports, community, audit } as const;

/** The deployed functions that answer the API: each a set of grants that mean something together. */
export const apiFunctions = {
  public: ["open"],
  people: ["members", "programs"],
  imports: ["imports"],
  community: ["community"],
  audit: ["audit"],
} as const satisfies Record<string, readonly (keyof typeof slices)[]>;
export type ApiFunction = keyof typeof apiFunctions;

/** All routes by operation name. */
export const operations: Readonly<Record<string, Route>> = Object.assign({}, ...Object.values(slices));

/** Prefixes that every signed-in route reads, to know its caller; those of its path come with it in the same call. */
export const signedInGrants = {
  gets: ["community/SIGNIN#", "community/CONFIG#"],
  batchGets: ["community/MEMBER#"],
} as const satisfies Grants;

/** What a signed-in route reads together with its caller: the program and the thread that its path names. */
export const pathGrants = ({ path }: Pick<Route, "path">): Grants => ({
  batchGets: [
    ...(path.includes("{programId}") ? (["community/PROGRAM#"] as const) : []),
    ...(path.includes("{threadId}") ? (["community/THREAD#"] as const) : []),
  ],
});

/** What a signed-in POST needs besides: the record by which a repeat is known. */
export const postGrants = {
  gets: ["community/IDEMPOTENCY#"],
  puts: ["community/IDEMPOTENCY#"],
} as const satisfies Grants;

/** The routes that a deployed function serves. */
export const routesOf = (name: ApiFunction): readonly Route[] =>
  apiFunctions[name].flatMap((slice) => Object.values<Route>(slices[slice]));
