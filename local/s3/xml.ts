/** A small part of XML: what the answers of S3 are made of. */
export type Xml = string | number | boolean | readonly Element[];
export type Element = readonly [name: string, content: Xml | undefined];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"\r]/g, (each) => escapes[each] ?? each);

const written = ([name, content]: Element): string => {
  if (content === undefined) return "";
  const inside = Array.isArray(content) ? content.map(written).join("") : escaped(String(content));
  return `<${name}>${inside}</${name}>`;
};

/** A document with one element at its root. */
export const xml = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}`;

/** Text of the first element of that name; undefined when there is none. Enough for the requests of S3, which repeat none. */
export const textIn = (document: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`, "u").exec(document)?.[1];

/** Keys and values of tags in the body of PutObjectTagging. */
export const tagsIn = (document: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...document.matchAll(/<Tag>(.*?)<\/Tag>/gsu)].map(([, tag = ""]) => [
      textIn(tag, "Key") ?? "",
      textIn(tag, "Value") ?? "",
    ]),
  );
