import { Problem } from "../kernel/problems.ts";
import type { Expected, Method } from "../kernel/route.ts";
import type { Http } from "./http.ts";

const tag = /^\s*"([^"]{1,128})"\s*$/;
const changing: readonly Method[] = ["PUT", "PATCH", "DELETE"];

/**
 * What a change expects to find: the version of If-Match, or with If-None-Match: * on a PUT nothing yet (RFC 9110 section 13.1).
 * @throws Problem `precondition-required` (RFC 6585 section 3) when a PUT, PATCH or DELETE says neither, or both.
 */
export function expectedBy(method: Method, { header }: Http): Expected | undefined {
  if (!changing.includes(method)) return undefined;
  const version = tag.exec(header("if-match") ?? "")?.[1];
  const nothingYet = method === "PUT" && header("if-none-match")?.trim() === "*";
  if ((version === undefined) !== nothingYet) throw new Problem("precondition-required");
  return { version };
}
