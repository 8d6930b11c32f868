import { z } from "zod";
import { notes } from "./notes.ts";

/** One field of a tenant's file, as a table of all fields says it. */
export interface Setting {
  /** For example `aws.account`; `<a, b>` stands for any one of names that mean the same. */
  readonly field: string;
  readonly required: Required;
  readonly form: string;
  /** What holds when it is left out, where the schema says so. */
  readonly whenAbsent: unknown;
  readonly change: string;
  readonly serves: string;
}

/** `in its group`: only when the group around it is written. */
type Required = "yes" | "no" | "in its group";
type Schema = z.core.$ZodType;

/** What is known of a field from around it. */
interface Around {
  readonly required: Required;
  readonly whenAbsent: unknown;
  /** What wrappers of the schema say, such as an optional one. */
  readonly said: Said;
}
interface Said {
  readonly form?: string;
  readonly change?: string;
  readonly description?: string | undefined;
}

const top: Around = { required: "yes", whenAbsent: undefined, said: {} };

/**
 * All fields of a schema, in its order.
 * @throws Error for a field without a form or a description.
 */
export function settingsOf(schema: Schema): readonly Setting[] {
  return settings(schema, "", top);
}

function settings(schema: Schema, field: string, around: Around): readonly Setting[] {
  const said = { ...z.globalRegistry.get(schema), ...notes.get(schema), ...around.said };
  if (schema instanceof z.ZodOptional) {
    return settings(schema.unwrap(), field, { ...around, said, required: "no" });
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const whenAbsent = around.whenAbsent ?? schema.def.defaultValue;
    return settings(schema.unwrap(), field, { required: "no", whenAbsent, said });
  }
  if (schema instanceof z.ZodObject) return ofGroup(schema, field, around);
  const own = setting(field, { ...around, said });
  const groups = schema instanceof z.ZodUnion ? schema.options.filter(isGroup) : [];
  return [own, ...groups.flatMap((group) => ofGroup(group, field, { ...top, required: "in its group" }))];
}

function isGroup(schema: Schema): schema is z.ZodObject {
  return schema instanceof z.ZodObject;
}

function ofGroup(group: z.ZodObject, field: string, { required, whenAbsent }: Around): readonly Setting[] {
  const members = Object.entries(group.shape).map(([name, schema]) => {
    const own = { ...top, required: whenWritten(required), whenAbsent: memberOf(whenAbsent, name) };
    return { name, settings: settings(schema, name, own) };
  });
  const found = runsOf(members).flatMap(folded);
  return found.map((one) => ({ ...one, field: [field, one.field].filter(Boolean).join(".") }));
}

/** Whether a field without a default is required in a group. */
function whenWritten(group: Required): Required {
  return group === "yes" ? "yes" : "in its group";
}

interface Member {
  readonly name: string;
  readonly settings: readonly Setting[];
}

/** The settings of a member without its name: what differs in nothing else is alike. */
const renamed = (member: Member, to: string): readonly Setting[] =>
  member.settings.map((one) => ({ ...one, field: to + one.field.slice(member.name.length) }));

/** Members that stand beside each other and are alike, together. */
function runsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const runs: Member[][] = [];
  for (const member of members) {
    const [first] = runs.at(-1) ?? [];
    const isAlike = first && JSON.stringify(renamed(first, "")) === JSON.stringify(renamed(member, ""));
    if (isAlike) runs.at(-1)?.push(member);
    else runs.push([member]);
  }
  return runs;
}

/** One row for members that differ in nothing but their names. */
function folded(run: readonly Member[]): readonly Setting[] {
  if (run.length < 2) return run.flatMap((member) => member.settings);
  const names = `<${run.map(({ name }) => name).join(", ")}>`;
  return run.slice(0, 1).flatMap((member) => renamed(member, names));
}

function setting(field: string, { required, whenAbsent, said }: Around): Setting {
  const { form, change = "yes", description: serves } = said;
  if (form === undefined || serves === undefined) {
    throw new Error(`The field ${field} does not say how it is written, or what it serves`);
  }
  return { field, required, form, whenAbsent, change, serves };
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
