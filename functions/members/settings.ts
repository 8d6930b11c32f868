import * as z from "zod/mini";
import { type Language, languages } from "../kernel/language.ts";

/** A time of day where the member is: `22:00`. */
const clockTime = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

/** Over midnight when they end before they begin. Equal times would be a whole day or nothing: nobody could tell. */
const quietHours = z
  .strictObject({ from: clockTime, to: clockTime })
  .check(z.refine(({ from, to }) => from !== to, { path: ["to"] }));

/** What a member chooses for themselves. */
export const settings = z.strictObject({
  /** Percent of the usual size; WCAG 2.2 asks for 200 without loss (1.4.4). */
  textSize: z.int().check(z.minimum(100), z.maximum(200), z.multipleOf(10)),
  language: z.enum(languages),
  theme: z.enum(["system", "light", "dark", "contrast"]),
  notifications: z.enum(["each", "daily", "weekly", "never"]),
  /** When no notification is sent; `null`: at any time. */
  quietHours: z.nullable(quietHours),
});
export type Settings = z.output<typeof settings>;

/** Some of the settings: the others stay as they are. */
export const settingsChange = z.partial(settings);

/** What holds for who has chosen nothing yet. @param language in which they read Kith now. */
export const defaultsIn = (language: Language): Settings => ({
  textSize: 100,
  language,
  theme: "system",
  notifications: "daily",
  quietHours: null,
});

/** The settings with some of them changed. */
export const changed = (before: Settings, change: z.output<typeof settingsChange>): Settings =>
  settings.parse({ ...before, ...change });
