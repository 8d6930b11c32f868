/** The one source of time: milliseconds since 1970-01-01T00:00:00Z. Injected, so that tests can set it. */
export type Clock = () => number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An instant as stored and sent: ISO 8601, UTC, milliseconds. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** The UTC day of an instant, as `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => instant(ms).slice(0, 10);

/** The UTC month of an instant, as `YYYY-MM`. */
export const monthOf = (ms: number): string => instant(ms).slice(0, 7);
