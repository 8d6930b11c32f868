import * as z from "zod/mini";

/** What others see as a member's name in a program: chosen by the member, 2 to 40 characters, on one line. */
export const aliasText = z
  .string()
  .check(
    z.normalize("NFC"),
    z.trim(),
    z.minLength(2),
    z.maxLength(40),
    z.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u),
  );
