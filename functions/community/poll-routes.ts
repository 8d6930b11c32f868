import * as z from "zod/mini";
import { programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";

const option = z.nullable(z.int().check(z.minimum(0), z.maximum(5)));

/** Members choose among the answers of a thread's question. */
export const pollRoutes = routes({
  vote: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/vote",
    summary: "Choose an answer of the thread's question, another one, or none.",
    scope: "kith/community",
    action: "poll.vote",
    grants: {
      gets: ["community/THREAD#"],
      puts: ["community/THREAD#"],
      removes: ["community/THREAD#"],
      checks: ["community/MEMBER#", "community/THREAD#"],
    },
    params: z.strictObject({ programId, spaceId, threadId }),
    body: z.strictObject({
      /** Counted from 0; `null` takes one's vote back. */
      option,
    }),
    answers: { 200: z.strictObject({ option }) },
  },
});
