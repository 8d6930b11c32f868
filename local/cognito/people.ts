import { oneAtATime } from "../one-at-a-time.ts";
import type { Person } from "../types.ts";
import { type Account, givenAccount, verifiedEmail } from "./account.ts";
import { type AccountStore, keyOf } from "./account-store.ts";
import { flattened, type UserPool } from "./pools.ts";

/** What an operation or a sign-in changes of a person. */
export type AccountChange = Partial<Pick<Account, "enabled" | "status">>;

/** The people of the user pools; each pool is separate. */
export interface People {
  /** @throws Error when their pool is not there, or their username, sub or verified address is another's in it. */
  readonly add: (person: Person) => void;
  readonly of: (pool: UserPool) => readonly Account[];
  readonly bySub: (pool: UserPool, sub: string) => Account | undefined;
  readonly byUsername: (pool: UserPool, username: string) => Account | undefined;
  /** By the verified e-mail address, where the pool takes it for a username. */
  readonly byAlias: (pool: UserPool, email: string) => Account | undefined;
  /** Makes a person that is kept. @param make throws when there may be none such, and then there is none. */
  readonly create: (make: () => Account) => Promise<Account>;
  /** When it returns, the change is kept. */
  readonly change: (account: Account, change: AccountChange) => Promise<void>;
}

type Lookups = Pick<People, "of" | "bySub" | "byUsername" | "byAlias">;

function lookups(all: ReadonlyMap<string, Account>): Lookups {
  const of = (pool: UserPool) => [...all.values()].filter((one) => one.pool === pool.kind);
  const named = (pool: UserPool, name: string, nameOf: (one: Account) => string | undefined) => {
    const asked = flattened(pool, name);
    return of(pool).find((one) => nameOf(one) === asked);
  };
  return {
    of,
    bySub: (pool, sub) => all.get(keyOf({ pool: pool.kind, sub })),
    byUsername: (pool, username) => named(pool, username, (one) => one.username),
    byAlias: (pool, email) => (pool.emailAlias ? named(pool, email, verifiedEmail) : undefined),
  };
}

function checkFree(pool: UserPool, one: Account, found: Lookups): void {
  if (found.bySub(pool, one.sub) ?? found.byUsername(pool, one.username))
    throw new Error("A person of the local sign-in has the username or sub of another");
  const email = verifiedEmail(one);
  if (email !== undefined && found.byAlias(pool, email))
    throw new Error("A person of the local sign-in has the e-mail address of another");
}

function poolFor(pools: readonly UserPool[], kind: Person["pool"]): UserPool {
  const pool = pools.find((candidate) => candidate.kind === kind);
  if (pool === undefined)
    throw new Error("A person of the local sign-in has a pool that the template has not");
  return pool;
}

/** A given person as an earlier run left them. */
function asLeft(one: Account, kept: readonly Account[]): Account {
  const left = kept.find((candidate) => candidate.given && keyOf(candidate) === keyOf(one));
  if (left === undefined) return one;
  const { enabled, status, created, modified } = left;
  return { ...one, enabled, status, created, modified };
}

/**
 * The people whom the pools have made, and those whom the run is given.
 *
 * @throws Error when two of them cannot be in one pool, or one is of a pool that is not there.
 */
export function peopleOf(
  given: readonly Person[],
  pools: readonly UserPool[],
  store: AccountStore,
  now: () => Date,
): People {
  const all = new Map<string, Account>();
  const found = lookups(all);
  const turn = oneAtATime();
  const insert = (pool: UserPool, one: Account) => {
    checkFree(pool, one, found);
    all.set(keyOf(one), one);
  };
  const add = (person: Person) => {
    const pool = poolFor(pools, person.pool);
    insert(pool, asLeft(givenAccount(pool, person, now()), store.all()));
  };
  for (const one of store.all()) if (!one.given) insert(poolFor(pools, one.pool), one);
  for (const person of given) add(person);
  return {
    ...found,
    add,
    create: (make) =>
      turn(async () => {
        const made = make();
        await store.put(made);
        insert(poolFor(pools, made.pool), made);
        return made;
      }),
    change: (account, change) =>
      turn(async () => {
        const next = { ...(all.get(keyOf(account)) ?? account), ...change, modified: now().getTime() };
        await store.put(next);
        all.set(keyOf(next), next);
      }),
  };
}
