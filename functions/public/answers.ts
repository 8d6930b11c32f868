import { type ProgramId, programId } from "../kernel/ids.ts";
import type { Language } from "../kernel/language.ts";
import { Problem } from "../kernel/problems.ts";
import { apiCatalog, catalogHeaders, type Issuers, protectedResource } from "./discovery.ts";

/** What of a request decides its answer. */
interface Asked {
  /** Where the API begins, as the caller reached it. */
  readonly base: string | undefined;
  readonly params: Readonly<Record<string, string>>;
}
type Words = Readonly<Record<Language, string>>;
/** What a program publishes. */
interface Notice {
  readonly emergency: Words;
  readonly phone: string;
  readonly replyPromise: Words;
}
/** Where the answers come from that are not always the same. */
export interface Sources {
  readonly issuers: Issuers;
  readonly notices: { readonly byId: (id: ProgramId) => Promise<Notice | undefined> };
}

/** The answers that depend on where and for what one asks. */
export const openAnswers = ({ issuers, notices }: Sources) => ({
  readProtectedResource: ({ base }: Asked) => ({
    text: JSON.stringify(protectedResource(known(base), issuers)),
  }),

  readApiCatalog: ({ base }: Asked) => ({
    text: JSON.stringify(apiCatalog(known(base))),
    headers: catalogHeaders,
  }),

  findApiCatalog: () => ({ text: "", headers: catalogHeaders }),

  /** An id of a wrong form is an id that does not exist. */
  readEmergency: async ({ params }: Asked, language: Language) => {
    const id = programId.safeParse(params.programId).data;
    return { text: JSON.stringify(shown(known(await notices.byId(known(id))), language)) };
  },
});

/** As it also stands before everything that helps to compose. */
const shown = ({ emergency, phone, replyPromise }: Notice, language: Language) => ({
  emergency: { text: emergency[language], phone, replyPromise: replyPromise[language] },
});

/** @throws Problem `not-found` when it is not there. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem("not-found");
  return value;
}
