import * as z from "zod/mini";
import { bilingual, phoneNumber } from "../kernel/bilingual.ts";
import { conditions, joinings } from "../kernel/conditions.ts";
import { invitationId, type ProgramId, programId, spaceId, threadId } from "../kernel/ids.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { programRoles, tenantRoles } from "../kernel/roles.ts";
import { invitationStore } from "../members/invitation-store.ts";
import { programStore, type Space } from "../programs/program-store.ts";
import { completed, templates } from "../programs/template-store.ts";
import { sameId } from "./same-id.ts";

const words = bilingual(500);
const name = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,40}$/));

/** Programs with their spaces, and the first people's invitations. */
const asked = z.strictObject({
  programs: z.array(
    z.strictObject({
      /** How the rest of this request refers to the program; not kept. */
      name,
      /** The condition whose texts stand in for those that are left out. */
      template: z.optional(z.enum(conditions)),
      title: z.optional(words),
      emergency: z.optional(words),
      phone: phoneNumber,
      replyPromise: z.optional(words),
      spaces: z
        .array(z.strictObject({ name, title: words, joining: z.optional(z.enum(joinings)) }))
        .check(z.minLength(1), z.maxLength(20)),
    }),
  ),
  invitations: z.array(
    z.union([
      z.strictObject({ role: z.enum(tenantRoles) }),
      z.strictObject({
        role: z.enum(programRoles),
        program: name,
        spaces: z.array(name).check(z.minLength(1)),
      }),
    ]),
  ),
});

const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** What the operator asks for when a tenant begins. Checked as a whole before anything is made. */
export const foundingRequest = asked.check(
  z.refine(({ programs }) => unique(programs.map((program) => program.name)), { path: ["programs"] }),
  z.refine(({ programs }) => programs.every(({ spaces }) => unique(spaces.map((space) => space.name))), {
    path: ["programs"],
  }),
  z.refine(({ programs }) => programs.every((program) => textsOf(program) !== undefined), {
    path: ["programs"],
  }),
  z.refine(({ programs, invitations }) => invitations.every((one) => isPlaced(one, programs)), {
    path: ["invitations"],
  }),
);
export type FoundingRequest = z.output<typeof foundingRequest>;
type AskedProgram = FoundingRequest["programs"][number];

/** The texts of a program, completed by the template it names. @returns `undefined` while some are missing. */
const textsOf = (program: z.output<typeof asked>["programs"][number]) =>
  completed(program, program.template && templates[program.template]);

/** Whether an invitation names a program and spaces that are asked for as well. */
const isPlaced = (
  one: z.output<typeof asked>["invitations"][number],
  programs: z.output<typeof asked>["programs"],
): boolean =>
  !("program" in one) ||
  one.spaces.every((wanted) =>
    programs.some(
      (program) => program.name === one.program && program.spaces.some((space) => space.name === wanted),
    ),
  );

/** One act of the founding: it becomes true by itself, with an event of its own. */
export interface Act {
  readonly resource: string;
  readonly writes: readonly Write[];
}
export interface MadeProgram extends Act {
  readonly name: string;
  readonly programId: ProgramId;
  readonly spaces: readonly (Space & { readonly name: string })[];
}
export interface MadeInvitation extends Act {
  readonly role: FoundingRequest["invitations"][number]["role"];
  readonly program: string | undefined;
  readonly code: string;
  readonly standing: Standing;
}

/** Whether a code can still be used, and until when (milliseconds since the epoch). */
export interface Standing {
  readonly state: "open" | "used";
  readonly expires: number;
}

/**
 * A program with its spaces, each with a thread to begin in.
 * @throws Problem `invalid-request` when a text is missing that no template brings.
 */
export async function foundProgram(asked: AskedProgram, ports: RequestPorts): Promise<MadeProgram> {
  const texts = textsOf(asked);
  if (!texts) throw new Problem("invalid-request");
  const same = JSON.stringify(asked);
  const program = await sameId(programId, same, ports);
  const spaces = await Promise.all(
    asked.spaces.map(async ({ name: inFile, title, joining }) => ({
      name: inFile,
      title,
      // Nobody comes in by themselves unless the file says so.
      joining: joining ?? ("invited" as const),
      spaceId: await sameId(spaceId, `${same} space ${inFile}`, ports),
      welcomeThreadId: await sameId(threadId, `${same} thread ${inFile}`, ports),
    })),
  );
  const writes = await programStore(ports).create(program, {
    ...texts,
    template: asked.template ?? "custom",
    phone: asked.phone,
    spaces: spaces.map(({ name: _, ...space }) => space),
  });
  return { name: asked.name, programId: program, spaces, resource: program, writes };
}

/**
 * The invitation of one of the first people.
 * @param number How many alike were asked for before it.
 * @throws Problem `invalid-request` when it names a program or space that was not asked for.
 */
export async function invite(
  asked: FoundingRequest["invitations"][number],
  programs: readonly MadeProgram[],
  { ports, now, number }: { ports: RequestPorts; now: number; number: number },
): Promise<MadeInvitation> {
  const place = "program" in asked ? placeOf(asked, programs) : { program: undefined, spaces: [] };
  const id = await sameId(invitationId, JSON.stringify([asked.role, place, number]), ports);
  const { code, expires, write } = await invitationStore(ports).create({
    id,
    role: asked.role,
    now,
    ...place,
  });
  return {
    role: asked.role,
    program: "program" in asked ? asked.program : undefined,
    code,
    standing: { state: "open", expires },
    resource: id,
    writes: [write],
  };
}

/** How an invitation stands that was made before. One that nobody used in time is renewed: its writes say so. */
export async function standingOf(
  made: MadeInvitation,
  ports: RequestPorts,
  now: number,
): Promise<MadeInvitation> {
  const invitations = invitationStore(ports);
  const found = await invitations.byCode(made.code);
  if (!found) throw new Problem("unavailable");
  const { state, expires } = found;
  if (state === "used" || now < expires) return { ...made, standing: { state, expires }, writes: [] };
  const renewed = invitations.renew(found, now);
  return { ...made, standing: { state, expires: renewed.expires }, writes: [renewed.write] };
}

/** How many invitations before this one ask for the same: two nurses may be invited alike, each with a code of their own. */
export const alikeBefore = ({ invitations }: FoundingRequest, at: number): number =>
  invitations.slice(0, at).filter((one) => JSON.stringify(one) === JSON.stringify(invitations[at])).length;

function placeOf(asked: { program: string; spaces: readonly string[] }, programs: readonly MadeProgram[]) {
  const program = programs.find(({ name: known }) => known === asked.program);
  const spaces = asked.spaces.map(
    (wanted) => program?.spaces.find(({ name: known }) => known === wanted)?.spaceId,
  );
  const known = spaces.filter((space) => space !== undefined);
  if (!program || known.length !== spaces.length) {
    throw new Problem("invalid-request", {
      faults: [{ pointer: "#/invitations", code: "unknown-program-or-space" }],
    });
  }
  return { program: program.programId, spaces: known };
}
