import * as z from "zod/mini";

/** What stands in front of the @ (RFC 5321 section 4.1.2, Dot-string) and behind it: at least two labels of a domain. */
const local = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*";
const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

/**
 * An address of e-mail in the one form in which it is compared: without blanks around it, in lower case, at most 254 characters,
 * 64 of them in front of the @ (RFC 5321 section 4.5.3.1).
 */
export const emailAddress = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254),
    z.regex(new RegExp(`^${local}@(?:${label}\\.)+${label}$`)),
    z.regex(/^.{1,64}@/),
  );
