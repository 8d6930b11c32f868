import { Problem } from "../kernel/problems.ts";

/** Gives a decision a limited time. Only deciding is limited: what has begun to be committed is waited for. */
export type Deadline = <T>(work: Promise<T>, milliseconds: number) => Promise<T>;

/** @throws Problem `unavailable` when the time is over; the work may go on, but nothing of it is released. */
export const within: Deadline = async (work, milliseconds) => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem("unavailable", { retryAfter: 5 })), milliseconds);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
};
