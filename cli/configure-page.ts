import { tenantFile } from "../infra/tenant-config.ts";
import { type Setting, settingsOf } from "../infra/tenant-file/settings.ts";

const BEGIN = "<!-- Made by `npm run docs` from infra/tenant-config.ts. -->";
const END = "<!-- End of what is made. -->";

/**
 * The page of the settings: what people wrote, and between two marks the table that is made from the schema.
 *
 * @param page the page as it is.
 * @throws Error when a mark is missing.
 */
export function configurePage(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("docs/configure.md has lost the marks around its table.");
  return `${page.slice(0, begin)}${BEGIN}\n\n${settingsTable()}\n${page.slice(end)}`;
}

function settingsTable(): string {
  const heads = [
    "field",
    "required",
    "how it is written",
    "default",
    "can it change later?",
    "what it serves",
  ];
  return [heads, heads.map(() => "---"), ...settingsOf(tenantFile).map(row)].map(line).join("");
}

function row({ field, required, form, whenAbsent, change, serves }: Setting): readonly string[] {
  const value = whenAbsent === undefined ? "–" : `\`${JSON.stringify(whenAbsent).replaceAll('"', "")}\``;
  return [`\`${field}\``, required, form, value, change, serves].map((cell) => cell.replaceAll("|", "\\|"));
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
