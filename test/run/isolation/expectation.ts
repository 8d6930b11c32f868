import { access, type Right } from "../../../functions/access.ts";
import { poolOf, type Role, tenantRoles } from "../../../functions/kernel/roles.ts";
import { type Scope, scopes } from "../../../functions/kernel/route.ts";
import { type OperationName, rowOf, samples } from "../../samples.ts";

/**
 * Where a request is made, seen by its caller. `mixed`: the caller's own program with a space and thread of another one.
 * `foreign`: ids of the right form that do not exist here, as another tenant's are.
 */
export const placeNames = ["own", "other space", "other program", "mixed", "foreign"] as const;
export type PlaceName = (typeof placeNames)[number];
/** A stranger has signed in and is no member. */
export type Party = Role | "stranger";

export interface Cell {
  readonly operation: OperationName;
  readonly party: Party;
  readonly place: PlaceName;
}

/** What must become of a request, and the trace that it must leave. */
export type Expected =
  /** Nobody is asked who they are: one access-log line, no event. */
  | { readonly by: "public"; readonly status: number }
  /** No function hears of it: one access-log line, no event. */
  | { readonly by: "gateway"; readonly status: number; readonly refusal: string }
  /** One event. */
  | { readonly by: "function"; readonly status: number; readonly outcome: "ok" | "denied" };

/** An expectation as the name of a test says it. */
export function inWords(expected: Expected): string {
  if (expected.by === "public") return `${expected.status}, one access-log line, no event`;
  if (expected.by === "function") return `${expected.status}, one event (${expected.outcome})`;
  return `${expected.status} by the gateway (${expected.refusal}), one access-log line, no function, no event`;
}

/** How far each right carries. The sample helper was given no scope by her patient. */
const reach: Readonly<Record<Right, readonly PlaceName[]>> = {
  anyone: placeNames,
  self: placeNames,
  tenant: placeNames,
  program: ["own", "other space"],
  space: ["own"],
  scope: [],
  no: [],
};
const inOwnProgram: readonly PlaceName[] = ["own", "other space", "mixed"];

/** Written from the product's words, not from the code that decides: two readings of one table must agree. */
export function expectation(cell: Cell): Expected {
  const { operation, party } = cell;
  const { scope } = rowOf(operation);
  const { status } = samples[operation];
  if (scope === null) return { by: "public", status: isThere(cell) ? status : 404 };
  if (!holds(party, scope)) return { by: "gateway", status: 403, refusal: "ACCESS_DENIED" };
  if (mayDo(cell)) return { by: "function", status, outcome: status < 400 ? "ok" : "denied" };
  return { by: "function", status: refusalOf(cell), outcome: "denied" };
}

/** Nobody is asked who they are, so whatever is there is there for everybody. */
const isThere = ({ operation, place }: Cell): boolean =>
  place !== "foreign" || !rowOf(operation).path.includes("{programId}");

/** A stranger signs in where the staff do, and so holds every scope. */
const holds = (party: Party, scope: Scope): boolean =>
  party === "stranger" || scopes[scope].some((pool) => pool === poolOf(party));

/** Whether the access table lets a party do this there; a 404 then speaks of a single thing that the sample names. */
export function mayDo({ operation, party, place }: Cell): boolean {
  const rights = access[rowOf(operation).action];
  if (party === "stranger") return Object.values(rights).every((right) => right === "anyone");
  const named = rowOf(operation).path.includes("{programId}");
  if (named && !knows(party, place)) return false;
  return reach[rights[party]].includes(place);
}

/** 403 says that the thing exists: only to those who know that already. */
function refusalOf({ operation, party, place }: Cell): 403 | 404 {
  const { path } = rowOf(operation);
  if (party === "stranger" || !path.includes("{programId}")) return 403;
  const inside = place === "mixed" || path.includes("{spaceId}");
  return knows(party, place) && !inside ? 403 : 404;
}

/** Whether someone belongs to the program that the path names. Roles of the tenant belong to none. */
const knows = (party: Role, place: PlaceName): boolean =>
  inOwnProgram.includes(place) && !tenantRoles.some((role) => role === party);
