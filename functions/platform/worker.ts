import type { Log } from "../kernel/platform.ts";

interface Invocation {
  readonly awsRequestId: string;
}

/** A worker that nobody waits for: when it fails, an alarm line says so before Lambda is told. */
export const worker =
  <T>(log: Log, operation: string, work: (requestId: string, event: unknown) => Promise<T>) =>
  async (event: unknown, { awsRequestId }: Invocation): Promise<T> => {
    try {
      return await work(awsRequestId, event);
    } catch (cause) {
      const error = cause instanceof Error ? cause.name : typeof cause;
      log({ level: "alarm", event: "failure", requestId: awsRequestId, operation, error });
      throw cause;
    }
  };
