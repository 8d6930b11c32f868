import type { Person } from "../../local/types.ts";

/** A made-up person of the local run, and the invitation that lets them in. */
export interface SamplePerson extends Person {
  readonly role:
    | "patient"
    | "helper"
    | "mentor"
    | "physician"
    | "nurse"
    | "staff"
    | "manager"
    | "officer"
    | "administrator";
  readonly program?: string;
  readonly spaces?: readonly string[];
}

const member = (
  username: string,
  name: string,
  role: SamplePerson["role"],
  program: string,
  space: string,
): SamplePerson => ({
  ...account(username, name, "members"),
  role,
  program,
  spaces: [space],
});
const colleague = (
  username: string,
  name: string,
  role: SamplePerson["role"],
  program: string,
): SamplePerson => ({
  ...account(username, name, "workforce"),
  role,
  program,
  spaces: ["daily-life"],
});

function account(username: string, name: string, pool: Person["pool"]): Person {
  return { sub: `sample-${username}`, username, name, email: `${username}@example.org`, pool };
}

/** One person for each role, and patients in another space and another program. All are invented. */
export const samplePeople: readonly SamplePerson[] = [
  member("maria", "Maria Lopez", "patient", "heart-failure", "daily-life"),
  member("ana", "Ana Silva", "patient", "heart-failure", "daily-life"),
  member("lucia", "Lucia Romero", "patient", "heart-failure", "newly-diagnosed"),
  member("joe", "Joe Miller", "patient", "diabetes", "daily-life"),
  member("sam", "Sam Carter", "mentor", "heart-failure", "daily-life"),
  member("rosa", "Rosa Lopez", "helper", "heart-failure", "daily-life"),
  colleague("lee", "Dr. Pat Lee", "physician", "heart-failure"),
  colleague("ruth", "Ruth Okafor", "nurse", "heart-failure"),
  colleague("kim", "Kim Park", "staff", "heart-failure"),
  colleague("grace", "Grace Hill", "manager", "heart-failure"),
  colleague("henry", "Henry Novak", "manager", "diabetes"),
  colleague("iris", "Iris Falk", "manager", "obesity"),
  colleague("omar", "Omar Haddad", "manager", "asthma"),
  { ...account("olivia", "Olivia Brandt", "workforce"), role: "officer" },
  { ...account("adam", "Adam Weiss", "workforce"), role: "administrator" },
];
