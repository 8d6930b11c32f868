import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { type Fault, Refusal } from "./refusal.ts";

/** A tenant's file as YAML, with the lines of its fields. */
export interface Parsed {
  readonly value: unknown;
  /** Line of a field, or of the nearest group around it that exists. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Bytes. The example with all its comments has about 3,500. */
const LARGEST = 64 * 1024;

/** @param file name for messages. @throws Refusal when the bytes are no plain YAML of one document. */
export function parseYaml(file: string, bytes: Uint8Array): Parsed {
  if (bytes.byteLength > LARGEST)
    throw refuse(file, "is larger than 64 kB: remove what does not belong here");
  const lines = new LineCounter();
  const document = parseDocument(decode(file, bytes), {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    schema: "core",
    prettyErrors: false,
  });
  const at = (offset: number) => lines.linePos(offset).line;
  const faults = [syntaxFaults, referenceFaults, nameFaults].flatMap((find) => find(document, at));
  if (faults.length > 0) throw new Refusal(file, faults);
  if (document.contents === null) throw refuse(file, "is empty: copy tenants/example.yaml");
  return { value: document.toJS({ maxAliasCount: 0 }), lineOf: (path) => at(offsetOf(document, path)) };
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(file, "is not UTF-8: save it with that encoding");
  }
}

function refuse(file: string, message: string): Refusal {
  return new Refusal(file, [{ line: 1, field: "", message }]);
}

/** What the codes of the parser mean, in words for somebody who does not know YAML well. */
const sentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "this field stands twice: keep one",
  TAB_AS_INDENT: "a tab begins this line: use spaces",
  MULTIPLE_DOCS: "a second document begins here: one file holds one tenant",
  BAD_INDENT: "this line does not begin where its group does: count the spaces before it",
  MISSING_CHAR: "something is missing here, for example the closing quote or bracket",
};

function syntaxFaults(document: Document.Parsed, at: (offset: number) => number): readonly Fault[] {
  return [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    line: at(pos[0]),
    field: "",
    message: sentences[code] ?? "this line cannot be read as YAML: compare it with tenants/example.yaml",
  }));
}

/** A list or a group as the name of a field. */
function nameFaults(document: Document.Parsed, at: (offset: number) => number): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) || !isNode(key)) return;
      const message = "the name of a field must be one word: compare it with tenants/example.yaml";
      faults.push({ line: at(key.range?.[0] ?? 0), field: "", message });
    },
  });
  return faults;
}

/** Anchors and aliases can blow a small file up to a huge one, and hide what a field holds. */
function referenceFaults(document: Document.Parsed, at: (offset: number) => number): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor === undefined) return;
      faults.push({
        line: at(node.range?.[0] ?? 0),
        field: "",
        message: "anchors (&) and aliases (*) are not accepted: write the value out",
      });
    },
  });
  return faults;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  const found = keyOffset(document, path) ?? nodeOffset(document, path);
  if (found !== undefined) return found;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

/** Where the name of a field stands: for a group that is a line above its content. */
function keyOffset(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (path.length === 0 || !isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

function nodeOffset(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
