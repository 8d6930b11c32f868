import * as z from "zod/mini";

/** Plain text of the tenant: any Unicode after NFC but control characters other than newline and tab, and not blank. */
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

/** A text of the tenant in every language that Kith speaks: one alone is refused. @param longest characters of each */
export const bilingual = (longest: number) => z.strictObject({ en: text(longest), es: text(longest) });
export type Bilingual = z.output<ReturnType<typeof bilingual>>;

/** A phone number as people write it: digits, blanks, and + - ( ). */
export const phoneNumber = z.string().check(z.regex(/^[+0-9 ()-]{3,30}$/));
