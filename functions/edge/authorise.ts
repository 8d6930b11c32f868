import type { Right } from "../access.ts";
import { access } from "../access.ts";
import type { LoadedCaller } from "../kernel/platform.ts";
import type { ProblemCode } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Route } from "../kernel/route.ts";

type Params = Readonly<Record<string, string>>;

/**
 * Whether the access table lets this caller do this here. Whoever does not belong to a program learns nothing of it: the
 * refusal is the one for a thing that does not exist.
 * @returns the refusal, or `undefined` when it is allowed.
 */
export function authorise(route: Route, caller: LoadedCaller, params: Params): ProblemCode | undefined {
  const rights = access[route.action];
  if (caller.memberState === "none")
    // Stryker disable next-line MethodExpression: no row of the table is open to anyone in part.
    return Object.values(rights).every((right) => right === "anyone") ? undefined : "not-a-member";
  if (caller.memberState === "suspended") return "member-suspended";
  if (caller.identity.issuedAt < Math.ceil(caller.tokensFrom / 1_000) * 1_000) return "session-ended";
  const place = params.programId === undefined ? undefined : outside(caller.membership);
  if (place) return place;
  if (caller.role === undefined || poolOf(caller.role) !== caller.identity.pool) return "not-allowed";
  return reach[rights[caller.role]](caller, params, route);
}

/** Whoever was let in before and is suspended knows of the program, and is told so; anybody else learns nothing. */
function outside(membership: LoadedCaller["membership"]): ProblemCode | undefined {
  if (membership?.state === "active") return undefined;
  return membership?.state === "suspended" ? "member-suspended" : "not-found";
}

/** How far each right reaches. */
const reach: Readonly<
  Record<Right, (caller: LoadedCaller, params: Params, route: Route) => ProblemCode | undefined>
> = {
  anyone: () => undefined,
  self: () => undefined,
  tenant: ({ tenantRole, role }) => (tenantRole === role ? undefined : "not-allowed"),
  program: ({ membership }) => (membership ? undefined : "not-found"),
  space: ({ membership }, params) => (belongsTo(membership, params) ? undefined : "not-found"),
  scope: ({ membership }, params, { action }) => {
    const inReach = params.spaceId === undefined || belongsTo(membership, params);
    return membership?.scope.includes(action) && inReach ? undefined : refused(params);
  },
  no: (_, params) => refused(params),
};

/** Whoever is refused in a program learns nothing of its spaces. */
const refused = ({ spaceId }: Params): ProblemCode => (spaceId === undefined ? "not-allowed" : "not-found");

const belongsTo = (membership: LoadedCaller["membership"], { spaceId }: Params): boolean =>
  membership?.spaces.some((space) => space === spaceId) ?? false;
