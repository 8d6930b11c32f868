/** A way to write a text down: what must be searched for to find it there. */
interface Form {
  readonly name: string;
  readonly needles: (text: string) => readonly string[];
}

const units = (text: string): readonly string[] => text.split("");
const hex = (text: string): string => Buffer.from(text, "utf8").toString("hex");
const eachAs = (text: string, written: (code: number) => string): string =>
  units(text)
    .map((unit) => written(unit.charCodeAt(0)))
    .join("");
const percent = (text: string): string => hex(text).replace(/../g, (byte) => `%${byte}`);

/** Every form that is sought. A text of letters and digits stands unchanged in what is escaped only where it must be. */
export const forms: readonly Form[] = [
  { name: "UTF-8", needles: (text) => [text, text.toUpperCase()] },
  {
    name: "JSON-escaped",
    needles: (text) => bothCases(eachAs(text, (code) => `\\u${code.toString(16).padStart(4, "0")}`)),
  },
  { name: "URL-encoded", needles: (text) => bothCases(percent(text)) },
  {
    name: "HTML-escaped",
    needles: (text) => [
      eachAs(text, (code) => `&#${code};`),
      ...bothCases(eachAs(text, (code) => `&#x${code.toString(16)};`)),
    ],
  },
  { name: "hex", needles: (text) => [hex(text), hex(text).toUpperCase()] },
  { name: "base64", needles: (text) => aligned(text, "base64") },
  { name: "base64url", needles: (text) => aligned(text, "base64url") },
];

/** Hexadecimal digits in either case; what announces them stays as it is. */
const bothCases = (text: string): readonly string[] => [
  text,
  text.replace(/(\\u|%|&#x)([0-9a-f]+)/g, (_, mark: string, digits: string) => mark + digits.toUpperCase()),
];

/**
 * Where a text begins within the three bytes of a base64 group decides how it is written. Of each alignment those characters
 * are sought that depend on the text alone.
 */
function aligned(text: string, encoding: "base64" | "base64url"): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text, "utf8")]);
    const begin = Math.ceil((before * 8) / 6);
    return bytes.toString(encoding).slice(begin, Math.floor((bytes.length * 8) / 6));
  });
}

/** Says in which forms a text stands in a haystack. The needles are made once for many haystacks. */
export function searcher(text: string): (haystack: string) => readonly string[] {
  const sought = forms.map(({ name, needles }) => ({ name, needles: needles(text) }));
  return (haystack) =>
    sought
      .filter(({ needles }) => needles.some((needle) => haystack.includes(needle)))
      .map(({ name }) => name);
}
