/** The part of a template that a check reads. */
export interface Checked {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

/** What stands under a name. */
export function at(value: unknown, name: string): unknown {
  return entries(value).find(([key]) => key === name)?.[1];
}

export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A value as one text: references by their ids, lists with commas between. */
export function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(",");
  const [[name, inner] = ["", undefined]] = entries(value);
  if (typeof value !== "object" || value === null) return value === undefined ? "" : String(value);
  if (name === "Fn::Join" && Array.isArray(inner)) return list(inner[1]).map(text).join(text(inner[0]));
  if (name === "Fn::GetAtt") return list(inner).map(text).join(".");
  return name === "Ref" ? text(inner) : JSON.stringify(value);
}
