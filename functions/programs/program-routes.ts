import * as z from "zod/mini";
import { bilingual, phoneNumber } from "../kernel/bilingual.ts";
import { conditions, joinings, readings } from "../kernel/conditions.ts";
import { programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { pageQuery } from "./paging.ts";

/** What a space is asked for with. */
export const newSpace = { title: bilingual(80), joining: z.enum(joinings) };

/** A space as the caller sees it. */
export const shownSpace = z.strictObject({
  spaceId,
  title: z.string(),
  joining: z.enum(joinings),
  /** Whether the caller belongs to it. */
  joined: z.boolean(),
  /** Until when the caller can return into it without an invitation, if they left it. */
  returnUntil: z.nullable(z.string()),
});

/** Stands before anything else, on purpose. */
const emergency = z.strictObject({ text: z.string(), phone: z.string(), replyPromise: z.string() });
const about = {
  emergency,
  programId,
  title: z.string(),
  purpose: z.nullable(z.string()),
  readings: z.array(z.enum(readings)),
};

/** Programs themselves: how they begin, and what they are for. */
export const programRoutes = routes({
  createProgram: {
    method: "POST",
    path: "/v1/programs",
    summary: "Begin a program, from a condition's template or with texts of your own.",
    scope: "kith/admin",
    action: "program.create",
    grants: {
      batchGets: ["community/PROGRAM#"],
      puts: [
        "community/PROGRAM#",
        "community/PROGRAMS#",
        "community/PUBLIC#",
        "community/THREAD#",
        "community/SPACE#",
      ],
      checks: ["community/MEMBER#"],
    },
    body: z.strictObject({
      template: z.enum(["custom", ...conditions]),
      /** What is left out of these is the template's; a custom program needs title, emergency, replyPromise and spaces. */
      title: z.optional(bilingual(120)),
      purpose: z.optional(bilingual(500)),
      readings: z.optional(z.array(z.enum(readings)).check(z.maxLength(readings.length))),
      emergency: z.optional(bilingual(500)),
      replyPromise: z.optional(bilingual(300)),
      /** Of the care team. */
      phone: phoneNumber,
      spaces: z.optional(z.array(z.strictObject(newSpace)).check(z.minLength(1), z.maxLength(20))),
    }),
    answers: {
      201: z.strictObject({
        ...about,
        spaces: z.array(
          z.strictObject({
            spaceId,
            title: z.string(),
            joining: z.enum(joinings),
            welcomeThreadId: threadId,
          }),
        ),
      }),
    },
  },
  listPrograms: {
    method: "GET",
    path: "/v1/programs",
    summary: "Programs, newest first: your own, or all of them for an officer or administrator.",
    scope: "kith/community",
    action: "program.list",
    grants: { batchGets: ["community/PROGRAM#"], queries: ["community/PROGRAMS#", "community/MEMBER#"] },
    query: pageQuery,
    answers: {
      200: z.strictObject({
        programs: z.array(z.strictObject({ programId, title: z.string() })),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
  readProgram: {
    method: "GET",
    path: "/v1/programs/{programId}",
    summary: "What a program is for, what to do in an emergency, and its spaces.",
    scope: "kith/community",
    action: "program.read",
    grants: {},
    params: z.strictObject({ programId }),
    answers: { 200: z.strictObject({ ...about, spaces: z.array(shownSpace) }), 304: null },
  },
});
