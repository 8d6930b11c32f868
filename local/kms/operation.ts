import { z } from "zod";
import type { Principal } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Access, Fields, Operation } from "../wire/operation.ts";
import type { KeyUse } from "./access.ts";
import type { Keys } from "./keys.ts";
import type { KeyDefinition } from "./template.ts";

/** Bytes, which the JSON of AWS carries in base64. */
export const blob = (longest: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((bytes) => bytes.length > 0 && bytes.length <= longest);

export const encryptionContext = z.record(z.string(), z.string()).default({});
export const symmetric = z.literal("SYMMETRIC_DEFAULT").default("SYMMETRIC_DEFAULT");
export const keyId = z.string().min(1).max(2048);

/** The alias in a key's name, for `kms:RequestAlias`. */
export function aliasUsed(name: string): KeyUse {
  const start = name.indexOf("alias/");
  return start < 0 ? {} : { alias: name.slice(start) };
}

/** An operation that names its key in `KeyId`. */
interface OnKey<S extends z.ZodType<{ KeyId: string }>> {
  readonly name: string;
  readonly input: S;
  readonly use?: (input: z.output<S>) => KeyUse;
  readonly call: (key: KeyDefinition, input: z.output<S>) => Promise<Fields> | Fields;
}

/** Builds one row of the table of operations: its action is its name, its resource is the key. */
export function onKey<S extends z.ZodType<{ KeyId: string }>>(
  keys: Keys,
  row: OnKey<S>,
): readonly [string, Operation] {
  const access = (fields: Fields, caller: Principal): readonly Access[] => {
    const input = parseInput(row.input, fields);
    const use = { ...aliasUsed(input.KeyId), ...row.use?.(input) };
    return [keys.access(keys.find(input.KeyId), row.name, caller, use)];
  };
  const call = async (fields: Fields): Promise<Fields> => {
    const input = parseInput(row.input, fields);
    return row.call(keys.find(input.KeyId), input);
  };
  return [row.name, { access, call }];
}
