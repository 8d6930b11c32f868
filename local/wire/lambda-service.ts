import { z } from "zod";
import { contextOf } from "../iam/context.ts";
import { AwsError, type Invoke, type LoadedStack, type Resource } from "../types.ts";
import { parseInput } from "./input.ts";
import type { Fields, Operation, Service } from "./operation.ts";

const MIB = 1024 * 1024;
/** Largest payloads, in bytes: "Lambda quotas". */
const LIMITS = { RequestResponse: 6 * MIB, Event: MIB };

const invokeInput = z.strictObject({
  FunctionName: z.string(),
  InvocationType: z.enum(["RequestResponse", "Event"]),
  Payload: z.string(),
});

/** The part of AWS Lambda that functions call: `Invoke`. */
export interface LambdaService extends Service {
  /** Ends when no asynchronous invocation runs any more. */
  readonly idle: () => Promise<void>;
}

/**
 * @param invoke runs a function of the stack.
 * @param now for the conditions of policies.
 */
export function lambdaService(stack: LoadedStack, invoke: Invoke, now: () => Date): LambdaService {
  const running = new Set<Promise<unknown>>();
  const start = (name: string, payload: string) => {
    const run: Promise<unknown> = invoke(name, payload)
      .catch(() => undefined)
      .finally(() => running.delete(run));
    running.add(run);
  };
  const invokeOperation: Operation = {
    access: (fields, caller) => {
      const { arn } = functionNamed(stack, parseInput(invokeInput, fields).FunctionName);
      const context = contextOf({ caller, region: stack.region, now: now() }, []);
      return [{ principal: caller, action: "lambda:InvokeFunction", resource: arn, context }];
    },
    call: async (fields) => {
      const { FunctionName, InvocationType, Payload } = parseInput(invokeInput, fields);
      const { name } = functionNamed(stack, FunctionName);
      checkSize(Payload, LIMITS[InvocationType]);
      if (InvocationType === "RequestResponse") return answer(await invoke(name, Payload));
      start(name, Payload);
      return { StatusCode: 202, Payload: "" };
    },
  };
  const idle = async () => {
    while (running.size > 0) await Promise.all(running);
  };
  return { name: "lambda", operations: new Map([["Invoke", invokeOperation]]), idle };
}

/** A function that failed is still a 200: the caller learns it from `FunctionError`. */
function answer({ payload, failure }: Awaited<ReturnType<Invoke>>): Fields {
  return {
    StatusCode: 200,
    Payload: payload,
    ...(failure === undefined ? {} : { FunctionError: "Unhandled" }),
  };
}

function checkSize(payload: string, limit: number): void {
  if (Buffer.byteLength(payload) <= limit) return;
  throw new AwsError(
    "RequestTooLargeException",
    413,
    "Request must be smaller than the quota of the invocation type.",
  );
}

function functionNamed(stack: LoadedStack, name: string): { readonly name: string; readonly arn: string } {
  const named = ({ physicalId, arn }: Resource) => physicalId === name || arn === name;
  const found = stack.byType("AWS::Lambda::Function").find(named);
  if (found?.arn === undefined) throw new AwsError("ResourceNotFoundException", 404, "Function not found.");
  return { name: found.physicalId, arn: found.arn };
}
