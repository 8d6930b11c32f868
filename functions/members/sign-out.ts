/**
 * The first instant at which a token may have been issued, once its owner has signed out everywhere (milliseconds since the
 * epoch). Tokens say when they were issued in whole seconds, by another clock than ours: the second of signing out counts as
 * before, and so does that of the token which signs out, whatever our clock says. It never goes backwards.
 */
export const tokensFrom = (known: number, issuedAt: number, now: number): number =>
  Math.max(known, issuedAt + 1, now + 1);
