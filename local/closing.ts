/** What has to end when a run ends. */
export interface Closing {
  readonly add: (close: () => Promise<void>) => void;
  /** Ends everything, the last begun first, even when one of them fails; a second call gives the first one's promise. */
  readonly close: () => Promise<void>;
}

export function closing(): Closing {
  const parts: (() => Promise<void>)[] = [];
  let ended: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const close of parts.reverse()) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0)
      throw new AggregateError(failures, "A part of the run did not end as it should.");
  };
  return {
    add: (close) => void parts.push(close),
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}
