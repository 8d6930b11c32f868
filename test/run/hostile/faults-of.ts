import { faultsOfProblem } from "../kit/problem.ts";
import type { Answered, Sent } from "../kit/send.ts";
import { faultsOfAnswer } from "./contract-schemas.ts";
import { echo } from "./hostile-values.ts";

/** What is wrong with an answer to a hostile request; empty when it is as the contract says. */
export function faultsOf(name: string, sent: Sent, answered: Answered): readonly string[] {
  const { status, headers, body } = answered;
  if (status >= 500) return [`answered with ${status}`];
  // An answer to HEAD has no body, whoever gives it.
  if (sent.method === "HEAD") return body === "" ? [] : ["answered HEAD with a body"];
  if (status >= 400) {
    const repeated = (JSON.stringify(headers) + body).includes(echo);
    return [...faultsOfProblem(answered), ...(repeated ? ["repeats what was sent"] : [])];
  }
  return faultsOfAnswer(name, answered);
}
