import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { Refusal } from "./refusal.ts";
import { yamlFaults } from "./yaml-faults.ts";

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
  const faults = yamlFaults(document, at);
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
