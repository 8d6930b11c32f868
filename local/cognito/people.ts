import type { Person } from "../types.ts";

/** The people who can sign in. */
export interface People {
  readonly add: (person: Person) => void;
  readonly of: (pool: Person["pool"]) => readonly Person[];
  readonly bySub: (pool: Person["pool"], sub: string) => Person | undefined;
  readonly byUsername: (pool: Person["pool"], username: string) => Person | undefined;
}

/**
 * A directory of people; each pool is separate.
 *
 * @param kinds the pools that there are.
 * @throws Error when a person's pool is not there, or their username or sub is taken in it.
 */
export function peopleOf(first: readonly Person[], kinds: readonly Person["pool"][]): People {
  const all: Person[] = [];
  const of = (pool: Person["pool"]) => all.filter((person) => person.pool === pool);
  const people: People = {
    of,
    bySub: (pool, sub) => of(pool).find((person) => person.sub === sub),
    byUsername: (pool, username) => of(pool).find((person) => person.username === username),
    add: (person) => {
      if (!kinds.includes(person.pool))
        throw new Error("A person of the local sign-in has a pool that the template has not");
      if (people.bySub(person.pool, person.sub) ?? people.byUsername(person.pool, person.username)) {
        throw new Error("A person of the local sign-in has the username or sub of another");
      }
      all.push(person);
    },
  };
  for (const person of first) people.add(person);
  return people;
}
