import type { z } from "zod";
import { contextOf } from "../iam/context.ts";
import type { Principal } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Access, Fields, Operation } from "../wire/operation.ts";
import type { Directory } from "./directory.ts";
import { cognitoErrors } from "./errors.ts";
import type { UserPool } from "./pools.ts";

/** An operation that names its pool in `UserPoolId`. */
interface OnPool<S extends z.ZodType<{ UserPoolId: string }>> {
  readonly name: string;
  readonly input: S;
  readonly call: (pool: UserPool, input: z.output<S>) => Promise<Fields> | Fields;
}

/** Builds one row of the table of operations: its action is its name, its resource is the pool. */
export function onPool<S extends z.ZodType<{ UserPoolId: string }>>(
  { pools, region, now }: Directory,
  { name, input: schema, call }: OnPool<S>,
): readonly [string, Operation] {
  const read = (fields: Fields) => {
    const input = parseInput(schema, fields);
    const pool = pools.find(({ poolId }) => poolId === input.UserPoolId);
    if (pool === undefined) throw cognitoErrors.noPool();
    return { input, pool };
  };
  const access = (fields: Fields, caller: Principal): readonly Access[] => {
    const { arn } = read(fields).pool;
    const context = contextOf({ caller, region, now: now() }, []);
    return [{ principal: caller, action: `cognito-idp:${name}`, resource: arn, context }];
  };
  const run = async (fields: Fields): Promise<Fields> => {
    const { pool, input } = read(fields);
    return call(pool, input);
  };
  return [name, { access, call: run }];
}
