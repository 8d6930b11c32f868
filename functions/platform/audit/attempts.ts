import { randomUUID } from "node:crypto";
import { jitteredPause, type Pause } from "../pause.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const mostAttempts = 3;

/** Sends one write; the token makes a repeated transaction take effect once. */
export type Send = (token: string) => Promise<unknown>;

const attempt = async (send: Send, token: string): Promise<Verdict> => {
  try {
    await send(token);
    return { kind: "stored" };
  } catch (error) {
    return verdictOf(error);
  }
};

/**
 * Sends the same bytes up to three times. An unknown outcome is repeated with the same token, contention with a new one.
 * After an unknown outcome only success is certain: the first request may still arrive after a later one was refused.
 */
export const persist = async (send: Send, pause: Pause = jitteredPause): Promise<Verdict> => {
  let token = randomUUID();
  let doubt: Verdict | undefined;
  for (let count = 0; ; count++) {
    const verdict = await attempt(send, token);
    if (verdict.kind === "stored") return verdict;
    if (verdict.kind === "unknown") doubt ??= verdict;
    const again = doubt !== undefined || verdict.kind === "busy";
    if (!again || count + 1 === mostAttempts) return doubt ?? verdict;
    if (doubt === undefined) token = randomUUID();
    await pause(count);
  }
};
