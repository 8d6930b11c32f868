import type { WatchedCall } from "../../../local/wire/faults.ts";

/** A call of an operation, told from the others of the same request. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  /** ARN of the table or key; undefined for a transaction, of which a request makes one at a time. */
  readonly resource: string | undefined;
  /** How many of the same go before it. */
  readonly after: number;
  readonly writes: boolean;
  /** Whether only a function that has just started makes it. */
  readonly coldOnly: boolean;
}

const writing = new Set(["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem"]);

/** The calls of a request, from one that went well in a cold function and one in a warm one. */
export function callsIn(cold: readonly WatchedCall[], warm: readonly WatchedCall[]): readonly Call[] {
  const counted = labelled(cold);
  const usual = new Set(labelled(warm).map(({ label, after }) => `${label} ${after}`));
  return counted.map(({ label, after, call: { service, operation, resources } }) => ({
    service,
    operation,
    resource: operation === "TransactWriteItems" ? undefined : resources[0],
    after,
    writes: writing.has(operation),
    coldOnly: !usual.has(`${label} ${after}`),
  }));
}

function labelled(calls: readonly WatchedCall[]) {
  const seen = new Map<string, number>();
  return calls.map((call) => {
    const label = labelOf(call);
    const after = seen.get(label) ?? 0;
    seen.set(label, after + 1);
    return { label, after, call };
  });
}

const labelOf = ({ service, operation, resources: [resource] }: WatchedCall): string =>
  operation === "TransactWriteItems" ? operation : `${service} ${operation} ${resource}`;
