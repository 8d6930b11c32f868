import type * as z from "zod/mini";
import { type NewId, spaceId, threadId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problems.ts";
import type { programRoutes } from "./program-routes.ts";
import type { ProgramTexts, Space } from "./program-store.ts";
import { completed, missingIn, templates } from "./template-store.ts";

export type AskedProgram = z.output<(typeof programRoutes)["createProgram"]["body"]>;
type AskedSpace = NonNullable<AskedProgram["spaces"]>[number];

/** A space with ids of its own. */
export const spaceOf = ({ title, joining }: AskedSpace, newId: NewId): Space => ({
  spaceId: newId(spaceId),
  title,
  joining,
  welcomeThreadId: newId(threadId),
});

/**
 * The texts of a new program: as asked for, completed by the template of its condition.
 * @throws Problem `invalid-request` when it follows no template and leaves out what a program cannot do without.
 */
export function textsOf(asked: AskedProgram, newId: NewId): ProgramTexts {
  const template = asked.template === "custom" ? undefined : templates[asked.template];
  const spaces = asked.spaces ?? template?.spaces.map((title): AskedSpace => ({ title, joining: "open" }));
  const texts = completed(asked, template);
  if (!texts || !spaces) throw missing([...missingIn(asked, template), ...(spaces ? [] : ["spaces"])]);
  return {
    ...texts,
    template: asked.template,
    phone: asked.phone,
    spaces: spaces.map((space) => spaceOf(space, newId)),
  };
}

const missing = (names: readonly string[]): Problem =>
  new Problem("invalid-request", {
    faults: names.map((name) => ({ pointer: `#/${name}`, code: "missing-or-wrong-type" })),
  });
