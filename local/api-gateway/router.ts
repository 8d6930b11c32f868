import { Refusal } from "./refusal.ts";

type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "greedy"; readonly name: string };

interface Pattern<T> {
  readonly segments: readonly Segment[];
  readonly target: T;
}

/** What a path leads to. */
export interface Found<T> {
  readonly target: T;
  readonly parameters: Readonly<Record<string, string>>;
}

const order = { literal: 0, parameter: 1, greedy: 2 } as const;

function reject(path: string, reason: string): never {
  throw new Error(`API Gateway does not accept the path ${path}: ${reason}`);
}

function segmentOf(text: string): Segment | undefined {
  const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(text) ?? [];
  if (name !== undefined) return { kind: plus === "+" ? "greedy" : "parameter", name };
  return /^[\w.\-~:$@]+$/.test(text) ? { kind: "literal", text } : undefined;
}

function split(path: string): readonly string[] {
  return path === "/" ? [] : path.slice(1).split("/");
}

function parse(path: string): readonly Segment[] {
  const segments = split(path).map((part) => segmentOf(part) ?? reject(path, "one of its parts"));
  if (segments.slice(0, -1).some(({ kind }) => kind === "greedy"))
    reject(path, "a greedy parameter must be last");
  return segments;
}

/** API Gateway allows one parameter name per place: a second one fails the import of the definition. */
function refuseSiblings(paths: readonly string[]): void {
  const names = new Map<string, string>();
  for (const path of paths) {
    const parts = split(path);
    parts.forEach((part, index) => {
      if (!/^\{[^+]+\}$/.test(part)) return;
      const place = parts.slice(0, index).join("/");
      if ((names.get(place) ?? part) !== part)
        reject(path, "another path has another parameter in this place");
      names.set(place, part);
    });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal("BAD_REQUEST_PARAMETERS");
  }
}

function matchOne<T>({ segments, target }: Pattern<T>, parts: readonly string[]): Found<T> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || part === "") return undefined;
    if (segment.kind === "greedy") {
      return { target, parameters: { ...parameters, [segment.name]: parts.slice(index).join("/") } };
    }
    if (segment.kind === "literal" && segment.text !== part) return undefined;
    if (segment.kind === "parameter") parameters[segment.name] = part;
  }
  return segments.length === parts.length ? { target, parameters } : undefined;
}

function compare(one: readonly Segment[], other: readonly Segment[]): number {
  for (const [index, segment] of one.entries()) {
    const opposite = other[index];
    if (opposite === undefined) return 1;
    if (segment.kind !== opposite.kind) return order[segment.kind] - order[opposite.kind];
  }
  return one.length - other.length;
}

/**
 * Finds the resource of a path: a literal part goes before a parameter, a parameter before a greedy one.
 *
 * @param targets path templates of the API, such as `/v1/programs/{programId}`, and what each leads to.
 * @returns a lookup of a raw path, without stage; parameters come decoded. It throws a {@link Refusal} when the path is
 * not valid percent-encoding.
 * @throws Error when API Gateway would not accept the templates.
 */
export function router<T>(targets: ReadonlyMap<string, T>): (path: string) => Found<T> | undefined {
  refuseSiblings([...targets.keys()]);
  const patterns = [...targets]
    .map(([path, target]) => ({ segments: parse(path), target }))
    .sort((one, other) => compare(one.segments, other.segments));
  return (path) => {
    const parts = split(path).map(decode);
    for (const pattern of patterns) {
      const found = matchOne(pattern, parts);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
