/** The clock of this machine, whatever the handler's clock says. */
export const realNow: () => number = Date.now.bind(Date);

let offset = 0;

export function setClockOffset(milliseconds: number): void {
  offset = milliseconds;
}

/**
 * Puts a `Date` in place whose present is ahead of this machine's by the offset. Nothing else changes:
 * timers and `performance` keep the machine's time.
 */
export function replaceDate(): void {
  const now = (): number => realNow() + offset;
  const shifted = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  Date.prototype.constructor = shifted;
  globalThis.Date = shifted;
}
