import { randomBytes, randomUUID } from "node:crypto";
import type { Refusal } from "./refusal.ts";

/** Where and as what the API runs: constant over all requests. */
export interface Place {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly deploymentId: string | undefined;
  readonly domainName: string;
}

/** One request and what became of it, so far. */
export interface Exchange {
  readonly place: Place;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly startedAt: Date;
  readonly method: string;
  /** As sent, without the stage and the query. */
  readonly path: string;
  readonly query: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly rawHeaders: readonly string[];
  resource?: { readonly id: string; readonly path: string };
  claims?: Readonly<Record<string, string>>;
  refusal?: Refusal;
  status?: number;
  responseLength?: number;
  /** Milliseconds. */
  responseLatency?: number;
  /** What Lambda, not the function, answered. */
  integrationStatus?: number;
}

/** The value of a header, by its name in small letters; the last one when it is sent more than once. */
export function header({ rawHeaders }: Exchange, name: string): string | undefined {
  const index = rawHeaders.findLastIndex((text, at) => at % 2 === 0 && text.toLowerCase() === name);
  return index === -1 ? undefined : rawHeaders[index + 1];
}

/** The identifiers that API Gateway gives a request. */
export function newIdentifiers(): Pick<Exchange, "requestId" | "extendedRequestId"> {
  return { requestId: randomUUID(), extendedRequestId: `${randomBytes(11).toString("base64url")}=` };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A time as access logs write it, for example `20/Jul/2026:02:28:52 +0000`. */
export function logTime(date: Date): string {
  const [year, month, day] = date.toISOString().slice(0, 10).split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${date.toISOString().slice(11, 19)} +0000`;
}
