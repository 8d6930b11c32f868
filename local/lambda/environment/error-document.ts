/** The document that Lambda answers with when a handler throws. */
export interface ErrorDocument {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export function errorDocument(reason: unknown): ErrorDocument {
  if (!(reason instanceof Error))
    return { errorType: typeof reason, errorMessage: String(reason), trace: [] };
  return { errorType: reason.name, errorMessage: reason.message, trace: (reason.stack ?? "").split("\n") };
}
