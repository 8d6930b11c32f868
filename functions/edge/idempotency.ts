import type { FirstAnswer, Idempotency } from "../kernel/audit.ts";
import { day } from "../kernel/clock.ts";
import type { Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import type { AnyRequest, Exchange } from "./exchange.ts";

const form = /^[A-Za-z0-9_.:-]{8,128}$/;

/** A POST's claim to be done once: what its record will say, and the first answer when there was one. */
export interface Once {
  readonly id: string;
  readonly fingerprint: string;
  readonly first: FirstAnswer | undefined;
}

/**
 * Reads what became of this Idempotency-Key. A key belongs to one person and one operation.
 * @throws Problem `idempotency-key-required`, or `idempotency-key-reused` when the key came with another request.
 */
export async function onlyOnce(exchange: Exchange, request: AnyRequest, platform: Platform): Promise<Once> {
  const key = exchange.http.header("idempotency-key");
  if (key === undefined || !form.test(key)) throw new Problem("idempotency-key-required");
  const { vault } = exchange.ports;
  const { issuer, subject } = request.caller.identity;
  const [id, fingerprint] = await Promise.all([
    vault.blindIndex("idempotency/key", [issuer, subject, exchange.operation.name, key].join("\0")),
    vault.blindIndex("idempotency/request", JSON.stringify([request.params, request.body])),
  ]);
  const first = await platform.findFirst(id);
  if (first && first.fingerprint !== fingerprint) throw new Problem("idempotency-key-reused");
  return { id, fingerprint, first };
}

/** The record that goes into the transaction of the first answer. */
export const recordOf = (
  { id, fingerprint }: Once,
  status: number,
  made: string,
  now: number,
): Idempotency => ({
  id,
  fingerprint,
  status,
  made,
  expires: now + day,
});
