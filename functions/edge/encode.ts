import type { $ZodType, $ZodTypes } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import { aliasId, memberId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problems.ts";
import type { Route } from "../kernel/route.ts";
import type { AnyAnswer } from "./exchange.ts";

/** An answer that may be sent: its text, and every person it names. */
export interface Encoded {
  readonly text: string;
  readonly members: readonly string[];
  readonly aliases: readonly string[];
}

/**
 * Writes an answer through its row's strict schema. TypeScript does not see a field too many in a returned object; this does.
 * @throws Problem `internal` when the answer is not what the row says.
 */
export function encode(route: Route, answer: AnyAnswer): Encoded {
  const schema = (route.answers as Readonly<Record<number, $ZodType | null | undefined>>)[answer.status];
  if (schema === undefined) throw new Problem("internal");
  if (schema === null) return { text: "", members: [], aliases: [] };
  const parsed = safeParse(schema, answer.body);
  if (!parsed.success) throw new Problem("internal");
  const named: Named = { members: new Set(), aliases: new Set() };
  collect(schema, parsed.data, named);
  return { text: JSON.stringify(parsed.data), members: [...named.members], aliases: [...named.aliases] };
}

interface Named {
  readonly members: Set<string>;
  readonly aliases: Set<string>;
}

/** Walks value and schema together: what the schema calls a member or an alias is a person who is disclosed. */
function collect(schema: $ZodType, value: unknown, named: Named): void {
  if (value === null || value === undefined) return;
  if (Object.is(schema, memberId)) named.members.add(String(value));
  if (Object.is(schema, aliasId)) named.aliases.add(String(value));
  for (const [inner, part] of parts(schema, value)) collect(inner, part, named);
}

function parts(schema: $ZodType, value: unknown): readonly (readonly [$ZodType, unknown])[] {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).map(([name, inner]) => [inner, Reflect.get(Object(value), name)]);
    case "array":
      return Array.isArray(value) ? value.map((part: unknown) => [def.element, part]) : [];
    case "nullable":
    case "optional":
      return [[def.innerType, value]];
    case "union":
      return def.options
        .filter((option) => safeParse(option, value).success)
        .map((option) => [option, value]);
    case "string":
    case "number":
    case "boolean":
    case "enum":
    case "literal":
      return [];
    default:
      // A kind of schema that this walk does not know could hide a person.
      throw new Problem("internal");
  }
}
