import { traceIn } from "../trace.ts";
import { AwsError, type Identities } from "../types.ts";
import { authorize } from "./authorize.ts";
import type { DecisionLog } from "./decisions.ts";
import type { FaultPlan } from "./faults.ts";
import { identify } from "./identify.ts";
import type { Operation, Service } from "./operation.ts";
import { errorReply, readCall, type WireReply, type WireRequest } from "./protocol.ts";

/** What every request passes through. */
export interface Pipeline {
  readonly services: readonly Service[];
  readonly identities: Identities;
  readonly decisions: DecisionLog;
  readonly faults: FaultPlan;
  /** Told of what went wrong in the endpoint itself; the caller learns nothing of it. */
  readonly onFailure: (error: unknown) => void;
}

/** Answers one request; `undefined` when its connection is to be cut instead. */
export async function handle(
  pipeline: Pipeline,
  request: WireRequest,
  requestId: string,
): Promise<WireReply | undefined> {
  try {
    return await answer(pipeline, request, requestId);
  } catch (error) {
    if (error instanceof AwsError) return errorReply(error, request);
    pipeline.onFailure(error);
    return errorReply(new AwsError("InternalFailure", 500, "The local endpoint failed."), request);
  }
}

async function answer(
  pipeline: Pipeline,
  request: WireRequest,
  requestId: string,
): Promise<WireReply | undefined> {
  const { identities, decisions, faults } = pipeline;
  const { service, operation, input, answer } = readCall(request);
  const caller = identify(request.header("authorization"), identities);
  const { access, call } = operationNamed(pipeline, service, operation);
  const asked = access(input, caller);
  authorize(asked, requestId, decisions);
  const resources = asked.map(({ resource }) => resource);
  const trace = traceIn(request.header("x-amzn-trace-id"));
  const allowed = { service, operation, input, caller, resources, trace };
  const output = await faults.run(allowed, () => call(input, caller), request.gone);
  return output && answer(output);
}

function operationNamed({ services }: Pipeline, service: string, name: string): Operation {
  const operation = services.find((one) => one.name === service)?.operations.get(name);
  if (operation !== undefined) return operation;
  throw new AwsError("UnknownOperationException", 400, "The local endpoint has no such operation.");
}
