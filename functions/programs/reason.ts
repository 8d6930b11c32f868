import * as z from "zod/mini";

/** Why somebody does something to another: 3 to 500 characters after NFC, for the audit trail alone. */
export const reason = z
  .string()
  .check(
    z.normalize("NFC"),
    z.trim(),
    z.minLength(3),
    z.maxLength(500),
    z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])+$/u),
  );
