import * as z from "zod/mini";

/** Text on one line: any Unicode after NFC but control characters and other ends of lines, and not blank. */
const line = (longest: number) =>
  z
    .string()
    .check(
      z.normalize("NFC"),
      z.trim(),
      z.minLength(1),
      z.maxLength(longest),
      z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u),
      z.regex(/\S/u),
    );

/** What a thread is about: 1 to 120 characters. */
export const titleText = line(120);

/** One of the answers of a poll: 1 to 80 characters. */
const optionText = line(80);

/** A question with a few answers to choose from, asked in a thread's first message. */
export const newPoll = z.strictObject({
  options: z.array(optionText).check(z.minLength(2), z.maxLength(6)),
  /** Instant of UTC after which nobody votes any more, at most 90 days ahead; left out: voting has no end. */
  closesAt: z.optional(
    z.string().check(z.regex(/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/)),
  ),
});
