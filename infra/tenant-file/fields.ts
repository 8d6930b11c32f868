import { z } from "zod";
import { notes } from "./notes.ts";

/** The sentence for a field that is missing or wrong. It says what to write and repeats nothing of the file. */
const must = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => {
    if (input === undefined) return `is missing: write ${what}`;
    if (typeof input === "number") return `must stand in quotes: write ${what}`;
    return `must be ${what}`;
  },
});

/** A field whose value becomes part of names in AWS: written in quotes, so that YAML does not read it as a number. */
export const identifier = (pattern: RegExp, what: string) =>
  z.string(must(what)).regex(pattern, must(what)).register(notes, { form: what });

/** Free text of one line. Never part of a tag, name, description or environment value. */
export const plainText = (what: string) =>
  z
    .string(must(what))
    .trim()
    .min(1, must(what))
    .max(120, must(what))
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, must(what))
    .register(notes, { form: what });

const ADDRESS = "an e-mail address";
export const email = () =>
  z
    .string(must(ADDRESS))
    .max(254, must(ADDRESS))
    .regex(/^[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/, must(ADDRESS))
    .register(notes, { form: ADDRESS });

const DAY = 'a day as year-month-day in quotes, for example "2026-01-31"';
export const day = () => z.string(must(DAY)).refine(isDay, must(DAY)).register(notes, { form: DAY });

const ZONE = "a time zone of the IANA list, for example America/Chicago";
export const timeZone = () =>
  z.string(must(ZONE)).refine(isTimeZone, must(ZONE)).register(notes, { form: ZONE });

const HOST = "a host name in lower case without https://, for example community.example.org";
export const hostName = () =>
  z
    .string(must(HOST))
    .max(253, must(HOST))
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, must(HOST))
    .register(notes, { form: HOST });

/** @param region where the certificate must be, in words. */
export const certificateArn = (region: string) => {
  const what = `the ARN of an issued certificate in ${region}`;
  return z
    .string(must(what))
    .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/, must(what))
    .register(notes, { form: what });
};

const PAGE = "an https:// address without query and fragment (http://localhost only in a test environment)";
export const pageAddress = () =>
  z
    .string(must(PAGE))
    .max(512, must(PAGE))
    .regex(/^(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/, must(PAGE))
    .register(notes, { form: PAGE });

const ORIGIN = "an origin: https:// and a host name, without a path";
export const origin = () =>
  z
    .string(must(ORIGIN))
    .max(260, must(ORIGIN))
    .regex(/^(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d{1,5})?$/, must(ORIGIN))
    .register(notes, { form: ORIGIN });

/** A choice of words. */
export const choice = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, must(`one of: ${words.join(", ")}`)).register(notes, { form: words.join(" or ") });

/** A whole number within bounds. */
export const whole = (least: number, most: number) => {
  const what = `a whole number from ${least} to ${most}, without quotes`;
  const error = {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? `is missing: write ${what}` : `must be ${what}`,
  };
  return z.number(error).int(error).min(least, error).max(most, error).register(notes, { form: what });
};

const ZONE_ID = "the id of a zone, in quotes, for example use1-az1";
export const zoneId = () =>
  z
    .string(must(ZONE_ID))
    .regex(/^[a-z]{3,6}\d-az\d$/, must(ZONE_ID))
    .register(notes, { form: ZONE_ID });

const TABLE = "the name of a table, in quotes: 3 to 255 letters, digits, _ . -";
export const physicalTable = () =>
  z
    .string(must(TABLE))
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, must(TABLE))
    .register(notes, { form: TABLE });

const STREAM = "the ARN of the restored table's stream, in quotes";
export const tableStream = () =>
  z
    .string(must(STREAM))
    .regex(
      /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[A-Za-z0-9_.-]{3,255}\/stream\/[\w:.-]{1,100}$/,
      must(STREAM),
    )
    .register(notes, { form: STREAM });

const VAULT = "the ARN of a backup vault, in quotes";
export const vaultArn = () =>
  z
    .string(must(VAULT))
    .regex(/^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/, must(VAULT))
    .register(notes, { form: VAULT });

const ROLE = "the ARN of an IAM role, in quotes";
export const roleArn = () =>
  z
    .string(must(ROLE))
    .regex(/^arn:aws:iam::\d{12}:role\/[A-Za-z0-9+=,.@_/-]{1,500}$/, must(ROLE))
    .register(notes, { form: ROLE });

/** A group of fields; nothing else may stand in it. */
export const group = <T extends z.core.$ZodShape>(shape: T) =>
  z.strictObject(shape, {
    error: ({ input }) =>
      input === undefined
        ? "is missing: copy this group from tenants/example.yaml"
        : "must be a group of fields, as in tenants/example.yaml",
  });

/** Either one word, or a group of fields. */
export const wordOr = <W extends string, T extends z.ZodType>(word: W, other: T) => {
  const what = `${word}, or a group of fields as in tenants/example.yaml`;
  const either = z.union([z.literal(word), other], must(what));
  notes.add(either, { form: `${word}, or the group of the fields below` });
  return either;
};

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
