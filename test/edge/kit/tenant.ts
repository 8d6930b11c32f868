import {
  aliasId,
  type MemberId,
  memberId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
  type ThreadId,
  threadId,
} from "../../../functions/kernel/ids.ts";
import type { RequestPorts } from "../../../functions/kernel/platform.ts";
import type { Attributes, Key, Write } from "../../../functions/kernel/ports.ts";
import { type Pool, type ProgramRole, poolOf, type Role } from "../../../functions/kernel/roles.ts";
import { memberStore } from "../../../functions/members/member-store.ts";
import { membershipStore } from "../../../functions/members/membership-store.ts";
import { programStore } from "../../../functions/programs/program-store.ts";
import { type MemoryPlatform, memoryPlatform, newId } from "./memory-platform.ts";
import { issuers } from "./tokens.ts";

/** A program with one space and one thread in it. */
export interface TestProgram {
  readonly programId: ProgramId;
  readonly spaceId: SpaceId;
  readonly threadId: ThreadId;
}
/** Someone who can sign in; `id` stands for nobody when they have not joined. */
export interface Person {
  readonly subject: string;
  readonly pool: Pool;
  readonly id: MemberId;
}

export interface TestTenant extends MemoryPlatform {
  readonly heart: TestProgram;
  readonly lung: TestProgram;
  readonly ports: () => RequestPorts;
  readonly write: (writes: readonly Write[]) => void;
  readonly change: (key: Key, attributes: Attributes) => void;
  readonly join: (subject: string, role: Role, program?: TestProgram) => Promise<Person>;
}

const words = { en: "words", es: "palabras" };

/** A tenant with two programs and nobody in it. */
export async function testTenant(): Promise<TestTenant> {
  const made = memoryPlatform();
  const ports = (): RequestPorts => made.platform.portsFor(made.platform.newTrail());
  const write = (writes: readonly Write[]): void => writes.forEach(made.table.apply);
  const [heart, lung] = [await found(ports(), write), await found(ports(), write)];
  return {
    ...made,
    heart,
    lung,
    ports,
    write,
    change: ({ pk, sk }, set) =>
      write([{ kind: "update", table: "community", key: { pk, sk }, refuses: "in-progress", set, when: {} }]),
    join: async (subject, role, program) => {
      const person = { subject, pool: poolOf(role), id: newId(memberId) };
      const store = memberStore(ports());
      write(await store.create({ member: person.id, issuer: issuers[person.pool], subject, role }));
      if (program) write(await membership(person, heldIn(role), program, ports()));
      return person;
    },
  };
}

async function found(ports: RequestPorts, write: (writes: readonly Write[]) => void): Promise<TestProgram> {
  const program = { programId: newId(programId), spaceId: newId(spaceId), threadId: newId(threadId) };
  const joining = "open" as const;
  const space = { spaceId: program.spaceId, title: words, joining, welcomeThreadId: program.threadId };
  const texts = { title: words, readings: [], emergency: words, phone: "911", replyPromise: words };
  write(
    await programStore(ports).create(program.programId, { ...texts, template: "custom", spaces: [space] }),
  );
  return program;
}

const membership = (person: Person, role: ProgramRole, program: TestProgram, ports: RequestPorts) =>
  membershipStore(ports).join({
    member: person.id,
    programId: program.programId,
    role,
    spaces: [program.spaceId],
    aliasId: newId(aliasId),
    alias: `${person.subject}-alias`,
  });

function heldIn(role: Role): ProgramRole {
  if (role === "officer" || role === "administrator") throw new Error("This role is held in the tenant.");
  return role;
}
