import { allOf, at, listOf, textOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Tags that Kith gives, and what each may say: ids and words of ours, since tags are shown in bills and consoles. */
const values: Readonly<Record<string, RegExp>> = {
  "kith:data-class": /^phi$/,
  "kith:environment": /^(?:production|test)$/,
  "kith:tenant": /^[a-z0-9-]{3,25}$/,
};

export const tags: Rule = {
  id: "tags",
  holds: "Tags hold the tenant's id and words of ours, and nothing that a person wrote.",
  source: "45 CFR 164.502(b); AWS refuses some letters, and tags are no place for names",
  faults: ({ template }) =>
    allOf(template)
      .filter((resource) => tagsOf(resource.Properties).some(([key, value]) => !values[key]?.test(value)))
      .map(({ id }) =>
        fault(id, "has a tag that may hold free text", `keep to ${Object.keys(values).join(", ")}`),
      ),
};

function tagsOf(
  properties: Readonly<Record<string, unknown>> | undefined,
): readonly (readonly [string, string])[] {
  const own = properties?.Tags;
  const pairs = listOf(own).filter((tag) => at(tag, "Key") !== undefined);
  if (pairs.length > 0) return pairs.map((tag) => [String(at(tag, "Key")), textOf(at(tag, "Value"))]);
  return typeof own === "object" && own !== null
    ? Object.entries(own).map(([key, value]) => [key, textOf(value)])
    : [];
}
