import { emailAddress } from "../kernel/email.ts";
import { type Language, languages } from "../kernel/language.ts";
import type { Fault } from "../kernel/problems.ts";
import { type CsvRecord, readCsv } from "./csv.ts";

/** One person of a file. */
export interface FileRow {
  /** As a spreadsheet counts, the header being row 1. */
  readonly row: number;
  readonly email: string;
  readonly language: Language;
}
/** The people of a file, or everything for which it is refused as a whole: places in it, never what stands there. */
export type ImportFile =
  | { readonly rows: readonly FileRow[]; readonly faults?: undefined }
  | { readonly faults: readonly Fault[] };

export const mostRows = 500;
const columns = ["email", "language"] as const;
type Column = (typeof columns)[number];
/** At which place of a record each column stands. */
type Places = ReadonlyMap<number, Column>;

/** Reads whom a file invites. @param language Of people for whom the file names none. */
export function readFile(text: string, language: Language): ImportFile {
  const csv = readCsv(text);
  if (csv.state === "malformed") return { faults: [fault(csv.row, "malformed")] };
  const [header, ...records] = csv.records;
  if (!header) return refused("no-header");
  const faults = faultsOfHeader(header);
  if (faults.length > 0) return { faults };
  if (records.length === 0) return refused("no-rows");
  if (records.length > mostRows) return refused("too-many-rows");
  return readRows(records, placesIn(header), language);
}

function readRows(records: readonly CsvRecord[], places: Places, language: Language): ImportFile {
  const read = records.map((record) => readRow(record, places, language));
  const rows = read.filter(isRow);
  if (rows.length === read.length) return { rows };
  return { faults: read.flatMap((one) => (isRow(one) ? [] : one)) };
}

const isRow = (read: FileRow | readonly Fault[]): read is FileRow => "row" in read;

const refused = (code: string): ImportFile => ({ faults: [{ pointer: "#/csv", code }] });
const fault = (row: number, code: string, column?: Column): Fault => ({
  pointer: ["#/csv", row, ...(column ? [column] : [])].join("/"),
  code,
});

const namesIn = ({ fields }: CsvRecord): readonly string[] => fields.map((field) => field.toLowerCase());
const columnOf = (name: string): Column | undefined => columns.find((column) => column === name);

function faultsOfHeader(header: CsvRecord): readonly Fault[] {
  const names = namesIn(header);
  const unknown = names.some((name) => name !== "" && !columnOf(name));
  const repeated = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return [
    ...(unknown ? [fault(header.row, "unknown-column")] : []),
    ...(names.includes("email") ? [] : [fault(header.row, "missing", "email")]),
    ...repeated.map((column) => fault(header.row, "repeated", column)),
  ];
}

const placesIn = (header: CsvRecord): Places =>
  new Map(
    namesIn(header).flatMap((name, at) => {
      const column = columnOf(name);
      return column ? [[at, column] as const] : [];
    }),
  );

function readRow({ row, fields }: CsvRecord, places: Places, usual: Language): FileRow | readonly Fault[] {
  const values = new Map(fields.map((field, at) => [places.get(at), field]));
  const [given, wanted = ""] = [values.get("email") ?? "", values.get("language")?.toLowerCase()];
  const email = emailAddress.safeParse(given).data;
  const language = wanted === "" ? usual : languages.find((known) => known === wanted);
  const nameless = fields.some((field, at) => field !== "" && !places.has(at));
  if (email && language && !nameless) return { row, email, language };
  return [
    ...(nameless ? [fault(row, "too-many-fields")] : []),
    ...(email === undefined ? [fault(row, given === "" ? "missing" : "wrong-form", "email")] : []),
    ...(language === undefined ? [fault(row, "not-one-of", "language")] : []),
  ];
}
