import type { Invocation, Invoke, LoadedStack } from "../types.ts";
import type { Answer } from "./answer.ts";
import { type EventParts, proxyEvent } from "./event.ts";
import type { Exchange } from "./exchange.ts";
import { functionAnswer, largestPayload } from "./function-answer.ts";
import type { Integration } from "./method.ts";
import { mayInvoke } from "./permission.ts";
import { badIntegration, Refusal } from "./refusal.ts";

type FunctionTarget = Extract<Integration, { kind: "function" }>;

/** Gives the function its time; what it does after that, nobody sees. */
async function within(milliseconds: number, running: Promise<Invocation>): Promise<Invocation> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("INTEGRATION_TIMEOUT")), milliseconds);
  });
  try {
    return await Promise.race([running, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function requirePermission(stack: LoadedStack, target: FunctionTarget["target"], exchange: Exchange): void {
  const { place, method, resource } = exchange;
  const caller = { apiId: place.apiId, stage: place.stage, method, path: resource?.path ?? "" };
  if (!mayInvoke(stack, target, caller)) throw new Refusal("API_CONFIGURATION_ERROR");
}

/**
 * Calls the function behind a method.
 *
 * @returns the function's answer; it throws a {@link Refusal} when the template does not permit the call, the function
 * fails, takes too long, or answers in another form than that of a proxy integration.
 */
export function functionIntegration(stack: LoadedStack, invoke: Invoke) {
  return async (
    { target, timeout }: FunctionTarget,
    exchange: Exchange,
    parts: EventParts,
  ): Promise<Answer> => {
    requirePermission(stack, target, exchange);
    const payload = JSON.stringify(proxyEvent(exchange, parts));
    // Lambda takes less than API Gateway does. Source: captured answers of REST APIs.
    if (Buffer.byteLength(payload) > largestPayload) throw new Refusal("REQUEST_TOO_LARGE");
    const invocation = await within(timeout, invoke(target.physicalId, payload, exchange.traceId));
    exchange.integrationStatus = 200;
    if (invocation.failure !== undefined) throw badIntegration();
    return functionAnswer(invocation.payload);
  };
}
