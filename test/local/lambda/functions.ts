import { onTestFinished } from "vitest";
import { adjustableClock, type Clock } from "../../../local/clock.ts";
import { loadStack } from "../../../local/cloudformation/load-stack.ts";
import {
  type Functions,
  type FunctionsOptions,
  startFunctions,
} from "../../../local/lambda/start-functions.ts";
import type { Invocation, LoadedStack } from "../../../local/types.ts";
import { codeOf, writeAssembly } from "../cloudformation/assembly.ts";

export interface Running {
  readonly stack: LoadedStack;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly name: string;
  /** Invokes the function and reads its answer. */
  readonly call: (event: unknown) => Promise<unknown>;
  readonly invoke: (event: unknown) => Promise<Invocation>;
  /** Invokes it for a request that has a trace. */
  readonly invokeFor: (trace: string) => Promise<Invocation>;
  readonly messages: () => readonly string[];
}

const credentials = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };

/** A stack with one function and its role. */
export function functionTemplate(properties: object = {}) {
  const Run = {
    Type: "AWS::Lambda::Function",
    Properties: {
      Code: codeOf("code"),
      FunctionName: "run",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Runtime: "nodejs24.x",
      ...properties,
    },
  };
  return { Resources: { Role: { Type: "AWS::IAM::Role" }, Run } };
}

/** Runs a function with this code; every process of it ends with the test. */
export function runFunction(
  files: string | Readonly<Record<string, string>>,
  properties: object = {},
  options: Partial<FunctionsOptions> = {},
): Running {
  const code = typeof files === "string" ? { "index.mjs": files } : files;
  const assembly = writeAssembly({ template: functionTemplate(properties), code: { code } });
  return start(loadStack(assembly), options);
}

function start(stack: LoadedStack, options: Partial<FunctionsOptions>): Running {
  const clock = adjustableClock();
  const endpointUrl = "http://127.0.0.1:9";
  const given = { stack, credentialsOf: () => credentials, endpointUrl, routes: [], clock, dataFolder: null };
  const functions = startFunctions({ ...given, ...options });
  onTestFinished(functions.close);
  const invoke = (event: unknown) => functions.invoke("run", JSON.stringify(event));
  return {
    ...{ stack, functions, clock, invoke, name: "run" },
    invokeFor: (trace) => functions.invoke("run", "{}", trace),
    call: async (event) => JSON.parse((await invoke(event)).payload),
    messages: () => functions.logs("run").map(({ message }) => message),
  };
}
