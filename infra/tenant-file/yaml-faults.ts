import { type Document, isAlias, isNode, isScalar, visit } from "yaml";
import type { Fault } from "./refusal.ts";

/** Line of a place in the text. */
type LineAt = (offset: number) => number;

/** What is wrong with a file before anything is known of its fields. */
export function yamlFaults(document: Document.Parsed, at: LineAt): readonly Fault[] {
  return [syntaxFaults, referenceFaults, nameFaults].flatMap((find) => find(document, at));
}

/** What the codes of the parser mean, in words for somebody who does not know YAML well. */
const sentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "this field stands twice: keep one",
  TAB_AS_INDENT: "a tab begins this line: use spaces",
  MULTIPLE_DOCS: "a second document begins here: one file holds one tenant",
  BAD_INDENT: "this line does not begin where its group does: count the spaces before it",
  MISSING_CHAR: "something is missing here, for example the closing quote or bracket",
};

function syntaxFaults(document: Document.Parsed, at: LineAt): readonly Fault[] {
  return [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    line: at(pos[0]),
    field: "",
    message: sentences[code] ?? "this line cannot be read as YAML: compare it with tenants/example.yaml",
  }));
}

/** A list or a group as the name of a field. */
function nameFaults(document: Document.Parsed, at: LineAt): readonly Fault[] {
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
function referenceFaults(document: Document.Parsed, at: LineAt): readonly Fault[] {
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
