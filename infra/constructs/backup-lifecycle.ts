/** Days of a backup: when it moves to cold storage, and when AWS deletes it. */
export interface Lifecycle {
  readonly moveToColdStorageAfterDays?: number;
  readonly deleteAfterDays: number;
}

/** The shortest and the longest time for which a vault takes a backup, in days. */
export interface Bounds {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
}

/** Every day: for what point-in-time recovery would do, if that were turned off or the table deleted. */
export const daily: Lifecycle = { deleteAfterDays: 14 };

/** Every month. Cold storage asks for 90 days in it. @param years for which the tenant keeps it. */
export const monthly = (years: number): Lifecycle => ({
  moveToColdStorageAfterDays: 8,
  deleteAfterDays: Math.ceil(years * 365.25),
});

/** Copies of wrapped keys: as long as the certificate of an erasure says, and never longer. */
export const ofKeys: Lifecycle = { deleteAfterDays: 30 };

/**
 * What the vault's lock allows. Wide enough for every tenant's file: once compliance has set in, an edit of the lock
 * would fail the deploy.
 */
export const longTermBounds: Bounds = { minRetentionDays: 7, maxRetentionDays: 20 * 366 };
export const keysBounds: Bounds = { minRetentionDays: 7, maxRetentionDays: 30 };
