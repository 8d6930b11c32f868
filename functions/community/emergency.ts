import * as z from "zod/mini";
import type { Language } from "../kernel/language.ts";
import type { Program } from "../programs/program-store.ts";

/** What stands before anything that helps to compose, on purpose. */
export const emergencyBlock = z.strictObject({
  text: z.string(),
  phone: z.string(),
  replyPromise: z.string(),
});

/** A program's words for an emergency. */
export function emergencyOf({ texts }: Program, language: Language): z.output<typeof emergencyBlock> {
  const { emergency, phone, replyPromise } = texts;
  return { text: emergency[language], phone, replyPromise: replyPromise[language] };
}
