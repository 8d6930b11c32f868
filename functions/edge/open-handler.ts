import { Problem } from "../kernel/problems.ts";
import { readableFrom } from "./cross-origin.ts";
import { readHttp } from "./http.ts";
import { preferred } from "./language.ts";
import { type ProxyResponse, respond, respondProblem } from "./respond.ts";
import { unreadable } from "./unknown.ts";

/**
 * The handler of the function without grants: it knows nothing of anybody, so its answers are prepared when it starts and its
 * requests leave no event. Whatever it does not know is not found.
 */
export function createOpenHandler(
  answers: ReadonlyMap<string, string>,
  origin: string | undefined,
): (event: unknown) => Promise<ProxyResponse> {
  return async (event) => {
    const http = readHttp(event) ?? unreadable;
    const language = preferred(http.header("accept-language"));
    const text = answers.get(http.operation);
    const response =
      text === undefined
        ? respondProblem(new Problem("not-found"), http.requestId, language)
        : respond({ status: 200 }, text, language);
    return readableFrom(origin, response);
  };
}
