/** How a run ends, whatever ends it. */
export interface Ending {
  /** Ends everything once; a second call waits for the first. */
  readonly close: () => Promise<void>;
  /** Whether somebody asked for the end: what fails from then on fails because of it. */
  readonly asked: () => boolean;
}

/**
 * Ends a run when this process is told to, also while the run is still starting: what has begun to start is waited for, because
 * only then is it known what there is to end.
 * @param close Ends what was started; must not fail when nothing was.
 */
export function endOnSignal(close: () => Promise<void>): Ending {
  let closed: Promise<void> | undefined;
  let asked = false;
  const once = (): Promise<void> => {
    closed ??= close();
    return closed;
  };
  const end = (): void => {
    asked = true;
    once().then(
      () => process.exit(0),
      () => process.exit(4),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  return { close: once, asked: () => asked };
}
