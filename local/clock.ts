/** The clock of a run: this machine's, moved by whoever tests what time does. */
export interface Clock {
  readonly now: () => Date;
  /** Milliseconds by which it is ahead of this machine's. */
  readonly offset: () => number;
  /**
   * @param to milliseconds ahead of this machine's clock, or the instant (ISO 8601) that it is now.
   * @throws Error when it is no instant.
   */
  readonly set: (to: number | string) => void;
}

export function adjustableClock(): Clock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    offset: () => offset,
    set: (to) => {
      const next = typeof to === "number" ? to : Date.parse(to) - Date.now();
      if (!Number.isFinite(next)) throw new Error("The clock is set to something that is no instant.");
      offset = next;
    },
  };
}
