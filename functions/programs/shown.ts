import type { Membership } from "../kernel/caller.ts";
import { instant } from "../kernel/clock.ts";
import type { Language } from "../kernel/language.ts";
import { belongsTo, canReturn, isShown, returnUntil } from "./joining.ts";
import type { Program, Space } from "./program-store.ts";

/** Who looks at a program, and when. */
export interface Viewer {
  readonly membership: Membership;
  readonly now: number;
  readonly language: Language;
}

/** What to do in an emergency, and what a program is for. */
export const aboutProgram = ({ programId, texts }: Program, language: Language) => ({
  emergency: {
    text: texts.emergency[language],
    phone: texts.phone,
    replyPromise: texts.replyPromise[language],
  },
  programId,
  title: texts.title[language],
  purpose: texts.purpose?.[language] ?? null,
  readings: [...texts.readings],
});

/** How a member stands to a space. */
export function standingIn(space: Space, membership: Membership, now: number) {
  const until = returnUntil(membership, space, now);
  return {
    spaceId: space.spaceId,
    joined: belongsTo(membership, space),
    returnUntil: until === undefined ? null : instant(until),
  };
}

/** Spaces that the viewer left and can return to: what is shown changes when the time for it ends. */
export const returnable = ({ membership, now }: Viewer): readonly string[] =>
  membership.left.filter((leaving) => canReturn(leaving, now));

/** The spaces of a program of which the viewer may know. */
export const shownSpaces = ({ texts }: Program, { membership, now, language }: Viewer) =>
  texts.spaces
    .filter((space) => isShown(membership, space, now))
    .map((space) => ({
      ...standingIn(space, membership, now),
      title: space.title[language],
      joining: space.joining,
    }));

/** A space as whoever made it sees it. */
export const madeSpace = ({ spaceId, title, joining, welcomeThreadId }: Space, language: Language) => ({
  spaceId,
  title: title[language],
  joining,
  welcomeThreadId,
});
