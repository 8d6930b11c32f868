/** A record of a file: its fields without blanks around them, and its number as a spreadsheet counts the rows, from 1. */
export interface CsvRecord {
  readonly row: number;
  readonly fields: readonly string[];
}

/** The records of a file; or that it is no table, and in which row it ceases to be one. */
export type Csv =
  | { readonly state: "read"; readonly records: readonly CsvRecord[] }
  | { readonly state: "malformed"; readonly row: number };

/**
 * One field (RFC 4180 section 2), in quotes or without any, and what ends it. As spreadsheets write it: with either delimiter,
 * with any end of line, with blanks around. What a failed match gives back matches nothing else, so it takes linear time.
 */
const field = /[ \t]*(?:"([^"]*(?:""[^"]*)*)"[ \t]*|([^",;\r\n \t][^",;\r\n]*)?)([,;]|\r\n|\n|\r|$)/gy;

/** Reads a file of comma-separated values, with a byte order mark or without. Empty rows are counted and left out. */
export function readCsv(text: string): Csv {
  const source = text.replace(/^\uFEFF/, "");
  const rows: string[][] = [];
  let open: string[] = [];
  let read = 0;
  for (const [all, quoted, bare = "", end] of source.matchAll(field)) {
    open.push((quoted?.replaceAll('""', '"') ?? bare).trim());
    read += all.length;
    if (end === "," || end === ";") continue;
    rows.push(open);
    open = [];
  }
  if (read < source.length) return { state: "malformed", row: rows.length + 1 };
  const records = rows.map((fields, at) => ({ row: at + 1, fields }));
  return { state: "read", records: records.filter(({ fields }) => fields.some((value) => value !== "")) };
}
