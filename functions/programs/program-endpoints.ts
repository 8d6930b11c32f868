import type { Caller } from "../kernel/caller.ts";
import { programId } from "../kernel/ids.ts";
import type { Language } from "../kernel/language.ts";
import { known, placed } from "../kernel/placed.ts";
import type { PageOf } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipOf } from "../members/membership-store.ts";
import { textsOf } from "./new-program.ts";
import { type Paging, paging } from "./paging.ts";
import type { Listed } from "./program-list-store.ts";
import type { programRoutes } from "./program-routes.ts";
import type { Program } from "./program-store.ts";
import { aboutProgram, madeSpace, returnable, shownSpaces } from "./shown.ts";
import type { ProgramStores } from "./stores.ts";

export const programRowEndpoints: Endpoints<typeof programRoutes, ProgramStores> = {
  createProgram: {
    decide: async ({ caller, body, at }, { programs, members, newId, trail }) => {
      const administrator = known(caller);
      const texts = textsOf(body, newId);
      const id = newId(programId);
      trail.about(id);
      const writes = await programs.create(id, texts);
      return {
        answer: { status: 201, body: made({ programId: id, texts, version: 1 }, at.language) },
        writes: [members.stillHolds(administrator, "administrator"), ...writes],
        made: id,
      };
    },

    replay: async ({ at }, { programs, trail }, id) => {
      const program = await programs.byId(programId.parse(id), { consistent: true });
      if (!program) throw new Problem("not-found");
      trail.about(program.programId);
      return { status: 201, body: made(program, at.language) };
    },
  },

  listPrograms: {
    decide: async ({ caller, query, at }, stores) => {
      const all = caller.tenantRole !== undefined;
      const asked = { operation: "listPrograms", caller, query, place: all ? "all" : "own" };
      const { page, onward } = await paging(asked, stores.cursors);
      const { items, after } = all
        ? await stores.programList.newestFirst(page)
        : await ownPrograms(caller, page, stores);
      const { nextCursor, ...link } = await onward(after);
      const programs = items.map(({ programId: id, title }) => ({
        programId: id,
        title: title[at.language],
      }));
      return { answer: { status: 200, ...link, body: { programs, nextCursor } } };
    },
  },

  readProgram: {
    decide: async ({ caller, params, at }, { programs, trail }) => {
      const { membership } = placed(caller);
      trail.about(params.programId);
      const active = await programs.active([params.programId]);
      const viewer = { membership, ...at };
      const version = versionOf(active, membership.version, at.language, ...returnable(viewer));
      if (active.length > 0 && at.knownVersion === version) return { answer: { status: 304, version } };
      const [program] = await programs.openAll(active);
      if (!program) throw new Problem("not-found");
      const body = { ...aboutProgram(program, at.language), spaces: shownSpaces(program, viewer) };
      return { answer: { status: 200, version, body } };
    },
  },
};

const made = (program: Program, language: Language) => ({
  ...aboutProgram(program, language),
  spaces: program.texts.spaces.map((space) => madeSpace(space, language)),
});

/** A page of the active programs that the caller belongs to. */
async function ownPrograms(
  caller: Caller,
  page: Paging["page"],
  { memberships, programs }: ProgramStores,
): Promise<PageOf<Listed>> {
  const { items, after } = await memberships.newestFirst(known(caller), page);
  const theirs = items.map(membershipOf).filter(({ state }) => state === "active");
  const found = await programs.openAll(await programs.active(theirs.map((one) => one.programId)));
  return { items: found.map(({ programId: id, texts }) => ({ programId: id, title: texts.title })), after };
}
