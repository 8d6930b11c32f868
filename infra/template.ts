/** A resource as the synthesized template writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The part of a template that the checks and the ledger read. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** A resource with its logical id. */
export type Found = TemplateResource & { readonly id: string };

/** All resources of some types, in the order of the template. */
export function ofTypes({ Resources }: StackTemplate, ...types: readonly string[]): readonly Found[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, resource]) => ({ id, ...resource }));
}

/** All resources. */
export function allOf({ Resources }: StackTemplate): readonly Found[] {
  return Object.entries(Resources).map(([id, resource]) => ({ id, ...resource }));
}

/** What stands at a path of members and positions; undefined when any step of it is missing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined),
    value,
  );
}

/** What stands at a path of a resource's properties. */
export const property = (resource: TemplateResource, ...path: readonly (string | number)[]): unknown =>
  at(resource.Properties, ...path);

/** A list, or one value in place of a list of one; nothing is a list of none. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The words of a list; what is no text is left out. */
export const wordsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((word): word is string => typeof word === "string");

/** The members of a group. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) && !Array.isArray(value) ? Object.entries(value) : [];

/** The logical id of the one resource that a value refers to with `Ref` or `Fn::GetAtt` and nothing around it. */
export function targetOf(value: unknown): string | undefined {
  const [[name, inner] = [], ...others] = entriesOf(value);
  if (others.length > 0) return undefined;
  if (name === "Ref" && typeof inner === "string") return inner;
  const [id] = name === "Fn::GetAtt" ? listOf(typeof inner === "string" ? inner.split(".") : inner) : [];
  return typeof id === "string" ? id : undefined;
}

/** The logical ids that a value refers to, wherever in it. */
export function targetsIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collectTargets(value, found);
  return found;
}

function collectTargets(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const own = targetOf(value);
  if (own !== undefined) found.add(own);
  const text = at(value, "Fn::Sub");
  for (const [, id = ""] of String(listOf(text)[0] ?? "").matchAll(/\$\{([\w:]+)/g)) found.add(id);
  for (const inner of Object.values(value)) collectTargets(inner, found);
}

/** A value as text: joins are joined, references stand as `${id}`, so that one can look for what is written around them. */
export function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  if (Array.isArray(value)) return value.map(textOf).join(",");
  const target = targetOf(value);
  if (target !== undefined) return `\${${target}}`;
  const join = at(value, "Fn::Join");
  if (Array.isArray(join)) return listOf(join[1]).map(textOf).join(String(join[0]));
  return JSON.stringify(value);
}

/** Whether two values of a template are the same, in whatever order their members stand. */
export const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with sorted members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
