import { Problem } from "../kernel/problems.ts";
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
): (event: unknown) => Promise<ProxyResponse> {
  return async (event) => {
    const http = readHttp(event) ?? unreadable;
    const language = preferred(http.header("accept-language"));
    const text = answers.get(http.operation);
    if (text === undefined) return respondProblem(new Problem("not-found"), http.requestId, language);
    return respond({ status: 200 }, text, language);
  };
}
