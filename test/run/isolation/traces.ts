import * as z from "zod";
import { clientOf, tenantControl } from "../tenant.ts";

/** An event as the officer's search shows it. */
type SeenEvent = Awaited<ReturnType<typeof eventsSince>>[number];
type AccessLine = z.output<typeof accessLine>;

/** Everything that requests left behind since a moment, by request id. */
export interface Traces {
  readonly events: (requestId: string) => readonly SeenEvent[];
  readonly accessLines: (requestId: string) => readonly AccessLine[];
  /** Whether a function wrote of this request. */
  readonly functionRan: (requestId: string) => boolean;
}

/** Exactly these fields: a path with ids in it, a query or a body would be one too many. */
const accessLine = z.strictObject({
  requestId: z.string(),
  extendedRequestId: z.string(),
  requestTime: z.string(),
  sourceIp: z.string(),
  httpMethod: z.string(),
  resourcePath: z.string(),
  status: z.string(),
  responseLength: z.string(),
  responseLatency: z.string(),
  errorResponseType: z.string(),
  authorizerError: z.string(),
  integrationRequestId: z.string(),
  integrationStatus: z.string(),
});
const functionLine = z.object({ event: z.string(), requestId: z.string() });

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Notes the moment. @returns the sweep, which reads each trail once, after all requests were made. */
export async function traces(): Promise<() => Promise<Traces>> {
  const since = Date.now();
  const before = (await tenantControl.accessLog()).length;
  return async () => {
    const events = Map.groupBy(await eventsSince(since), ({ requestId }) => requestId);
    const access = (await tenantControl.accessLog(before)).map((line) => accessLine.parse(JSON.parse(line)));
    const accessLines = Map.groupBy(access, ({ requestId }) => requestId);
    const written = await tenantControl.functionLogs();
    const ran = new Set(written.flatMap(({ message }) => requestIdIn(message)));
    return {
      events: (requestId) => events.get(requestId) ?? [],
      accessLines: (requestId) => accessLines.get(requestId) ?? [],
      functionRan: (requestId) => ran.has(requestId),
    };
  };
}

/** Newest first, so the search ends where the test began. */
async function eventsSince(since: number) {
  const found = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { from: dayOf(since), to: dayOf(Date.now()), limit: "100", ...(cursor && { cursor }) };
    const { data } = await clientOf("olivia").GET("/v1/audit/events", { params: { query } });
    if (!data) throw new Error("The officer could not read the trail.");
    const recent = data.events.filter(({ at }) => Date.parse(at) >= since);
    found.push(...recent);
    if (data.nextCursor === null || recent.length < data.events.length) return found;
    cursor = data.nextCursor;
  }
}

/** Only the function's own lines carry the request id of the API; those of Lambda itself carry Lambda's. */
function requestIdIn(message: string): readonly string[] {
  if (!message.startsWith("{")) return [];
  const parsed = functionLine.safeParse(JSON.parse(message));
  return parsed.success ? [parsed.data.requestId] : [];
}
