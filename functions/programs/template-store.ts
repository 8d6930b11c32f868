import type { Bilingual } from "../kernel/bilingual.ts";
import type { Condition, Reading } from "../kernel/conditions.ts";
import { asthma } from "./template-asthma.ts";
import { diabetes } from "./template-diabetes.ts";
import { heartFailure } from "./template-heart-failure.ts";
import { obesity } from "./template-obesity.ts";

/** What Kith brings for a condition. Each text can be replaced by the health system's own. */
export interface Template {
  readonly title: Bilingual;
  /** What the program is for, in two or three plain sentences. */
  readonly purpose: Bilingual;
  /** What its members may want to write down. */
  readonly readings: readonly Reading[];
  /** The condition's own warning signs, and whom to call: stands before everything that helps to compose. */
  readonly emergency: Bilingual;
  /** When the care team answers. */
  readonly replyPromise: Bilingual;
  /** Titles of the spaces to begin with. */
  readonly spaces: readonly Bilingual[];
}

/** The templates by condition: data, read like any other. */
export const templates: Readonly<Record<Condition, Template>> = {
  "heart-failure": heartFailure,
  diabetes,
  obesity,
  asthma,
};

/** The texts that a program cannot do without. */
const needed = ["title", "emergency", "replyPromise"] as const;
type Needed = (typeof needed)[number];

/** What somebody said of a new program: what is left out comes from the template, if there is one. */
export type Said = Readonly<Partial<Record<Needed | "purpose", Bilingual | undefined>>> & {
  readonly readings?: readonly Reading[] | undefined;
};
/** A program's own texts, apart from its spaces. */
export type Completed = Readonly<Record<Needed, Bilingual>> & {
  readonly purpose: Bilingual | undefined;
  readonly readings: Reading[];
};

/** Which texts nobody has given: of a program that follows no template, and leaves some out. */
export const missingIn = (said: Said, template: Template | undefined): readonly Needed[] =>
  template ? [] : needed.filter((name) => said[name] === undefined);

/** The texts as said, completed by the template. @returns `undefined` while some are missing. */
export function completed(said: Said, template: Template | undefined): Completed | undefined {
  const title = said.title ?? template?.title;
  const emergency = said.emergency ?? template?.emergency;
  const replyPromise = said.replyPromise ?? template?.replyPromise;
  if (!title || !emergency || !replyPromise) return undefined;
  const purpose = said.purpose ?? template?.purpose;
  const readings = [...(said.readings ?? template?.readings ?? [])];
  return { title, emergency, replyPromise, purpose, readings };
}
