/** A sleep that can be cut short. */
export interface Sleeper {
  /** @param length in milliseconds. It keeps no process alive. */
  readonly sleep: (length: number) => Promise<void>;
  /** Ends the sleep; when there is none, the next one is over at once. */
  readonly wake: () => void;
}

export function sleeper(): Sleeper {
  let woken = false;
  let end = (): void => undefined;
  return {
    sleep: async (length) => {
      if (!woken) {
        const { promise, resolve } = Promise.withResolvers<void>();
        end = resolve;
        const timer = setTimeout(resolve, length).unref();
        await promise;
        clearTimeout(timer);
      }
      woken = false;
    },
    wake: () => {
      woken = true;
      end();
    },
  };
}
