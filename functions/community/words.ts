import * as z from "zod/mini";

/** Text as written: any Unicode after NFC but control characters other than newline and tab, and not blank. */
const text = (longest: number) =>
  z
    .string()
    .check(
      z.normalize("NFC"),
      z.minLength(1),
      z.maxLength(longest),
      z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])+$/u),
      z.regex(/\S/u),
    );

/** A message: 1 to 10,000 characters. */
export const messageText = text(10_000);

/** What is still being written, which may be nothing yet: up to 10,000 characters. */
export const draftText = z
  .string()
  .check(z.normalize("NFC"), z.maxLength(10_000), z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u));

/** A title that is still being written, on one line. */
export const draftTitle = z
  .string()
  .check(z.normalize("NFC"), z.maxLength(120), z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u));

/** Which part of a list, and how much of it. */
export const pageQuery = z.strictObject({
  limit: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/))),
});
