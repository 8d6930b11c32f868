import { physicalName } from "../../run/kit/tables.ts";
import { facts } from "../../run/tenant.ts";
import type { Arranged, PlannedFault } from "./attempt.ts";
import type { Call } from "./calls.ts";

/** One failure that an operation is to survive. */
export interface Case extends Omit<Arranged, "lambda"> {
  readonly name: string;
  /** What the caller must be told, unless the time limit came first. */
  readonly expects: "any" | "done" | "failed" | "unavailable" | "sealed";
  /** How many events the failed request leaves; any number that the other rules allow when undefined. */
  readonly events?: number;
  /** A call that comes too late is done before the caller tries again, or after. */
  readonly lateCall?: "first" | "last";
  /** The caller tries again in any case. */
  readonly repeats?: true;
}

/** Every call: more than any request makes. */
const always = 1_000;

const kinds = {
  "error before": { kind: "unavailable", times: always },
  "answer lost": { kind: "cut-after", times: 1 },
  "slow past the time limit": { kind: "stall", times: 1 },
  throttled: { kind: "throttle", times: always },
} as const satisfies Record<string, Pick<PlannedFault, "kind" | "times">>;
const casesOfRead = (call: Call): readonly Case[] =>
  Object.entries(kinds).map(([what, fault]) => caseOf(call, what, fault));

const caseOf = (
  call: Call,
  what: string,
  fault: Pick<PlannedFault, "kind" | "times">,
  more: Partial<Case> = {},
): Case => {
  const { service, operation, resource, after, coldOnly } = call;
  return {
    name: `${service} ${operation} ${nameOfResource(resource)}, call ${after + 1}: ${what}`,
    faults: [{ service, operation, after, ...(resource === undefined ? {} : { resource }), ...fault }],
    cold: coldOnly,
    meanwhile: "nothing",
    expects: "any",
    ...more,
  };
};

const nameOfResource = (arn: string | undefined): string =>
  [...facts.tables, ...facts.keys].find(({ physicalId }) => arn?.includes(physicalId))?.logicalId ?? "";

/** Events that are left when this call never succeeds: that of the failure, unless it is by this call that events are stored. */
const eventsWithout = ({ operation }: Call): number => (operation === "TransactWriteItems" ? 1 : 0);

/** What whoever repeats a request relies on. */
const casesOfRepeat = (call: Call): readonly Case[] => [
  caseOf(call, "conflict twice", { kind: "conflict", times: 2 }, { expects: "done" }),
  caseOf(
    call,
    "conflict always",
    { kind: "conflict", times: always },
    { expects: "unavailable", events: eventsWithout(call) },
  ),
  caseOf(call, "answer lost", { kind: "cut-after", times: 1 }, { expects: "done" }),
  caseOf(call, "every answer lost", { kind: "cut-after", times: always }),
];
const killed = { meanwhile: "kill" } as const;
const otherCasesOfWrite = (call: Call): readonly Case[] => [
  caseOf(call, "error before", { kind: "unavailable", times: always }),
  caseOf(call, "connection cut before", { kind: "cut", times: always }),
  caseOf(call, "throttled", { kind: "throttle", times: always }),
  caseOf(call, "slow past the time limit", { kind: "stall", times: 1 }),
  caseOf(
    call,
    "process killed, and done before the repeat",
    { kind: "late", times: 1 },
    { ...killed, lateCall: "first" },
  ),
  caseOf(
    call,
    "process killed, and done after the repeat",
    { kind: "late", times: 1 },
    { ...killed, lateCall: "last" },
  ),
  caseOf(call, "process killed between write and answer", { kind: "stall", times: 1 }, killed),
];

const keyArn = (logicalId: string): string =>
  facts.keys.find((key) => key.logicalId === logicalId)?.physicalId ?? "none";

const outage = (name: string, faults: readonly PlannedFault[], more: Partial<Case>): Case => ({
  name,
  faults,
  cold: true,
  meanwhile: "nothing",
  expects: "unavailable",
  ...more,
});

/** What an operation depends on fails as a whole: each in several ways. */
const outages = (): readonly (readonly Case[])[] => [
  (["cut", "throttle", "unavailable"] as const).map((kind) =>
    outage(
      `the trail: ${kind}`,
      ["PutItem", "TransactWriteItems"].map((operation) => ({
        ...{ service: "dynamodb", operation, resource: physicalName("audit"), kind, times: always },
      })),
      { cold: false, events: 0 },
    ),
  ),
  (["kms-disabled", "cut", "unavailable"] as const).map((kind) =>
    outage(`KMS, no key remembered: ${kind}`, [{ service: "kms", kind, times: always }], { events: 0 }),
  ),
  [
    outage(
      "the content's key is off",
      [{ service: "kms", resource: keyArn("SealKey"), kind: "kms-disabled", times: always }],
      { expects: "sealed", events: 1 },
    ),
  ],
  (["cut", "throttle", "unavailable"] as const).map((kind) =>
    outage(
      `the community cannot be read: ${kind}`,
      ["GetItem", "BatchGetItem", "Query"].map((operation) => ({
        ...{ service: "dynamodb", operation, resource: physicalName("community"), kind, times: always },
      })),
      { cold: false, events: 1 },
    ),
  ),
];

const isWrite = ({ writes }: Call): boolean => writes;
const isRead = ({ writes }: Call): boolean => !writes;

/** The whole matrix: each call with each kind of failure. */
export const everyCase = (calls: readonly Call[], audited: boolean): readonly Case[] => [
  ...(audited ? outages().flat() : []),
  ...calls.filter(isRead).flatMap(casesOfRead),
  ...calls.filter(isWrite).flatMap((call) => [...casesOfRepeat(call), ...otherCasesOfWrite(call)]),
];

/**
 * A part of the matrix: each outage in one of its ways, three of the calls that read with one kind each, and the call that
 * writes with everything a repeat relies on (where a request can be repeated) and some of the rest. The next turn takes others.
 */
export function someCases(
  calls: readonly Call[],
  { turn, audited, isPost }: { readonly turn: number; readonly audited: boolean; readonly isPost: boolean },
): readonly Case[] {
  const reads = calls.filter(isRead);
  return [
    ...(audited ? outages() : []).flatMap((ways) => inTurn(ways, turn, 1)),
    ...inTurn(reads, turn * 3, 3).flatMap((call, at) => inTurn(casesOfRead(call), turn + at, 1)),
    ...calls.filter(isWrite).flatMap((call) => {
      const [repeats, others] = [casesOfRepeat(call), otherCasesOfWrite(call)];
      return isPost
        ? [...repeats, ...inTurn(others, turn * 2, 2)]
        : inTurn([...repeats, ...others], turn * 3, 3);
    }),
  ];
}

/** So many of a list, from a place on, and from its begin again. */
function inTurn<T>(list: readonly T[], from: number, count: number): readonly T[] {
  const start = list.length === 0 ? 0 : from % list.length;
  return [...list.slice(start), ...list.slice(0, start)].slice(0, count);
}
