import * as z from "zod";
import { dayOf, type Event, eventPages } from "../kit/trail.ts";
import { tenantControl } from "../tenant.ts";

type AccessLine = z.output<typeof accessLine>;

/** Everything that requests left behind since a moment, by request id. */
export interface Traces {
  readonly events: (requestId: string) => readonly Event[];
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
async function eventsSince(since: number): Promise<readonly Event[]> {
  const found: Event[] = [];
  for await (const { events } of eventPages(dayOf(since), dayOf(Date.now()))) {
    const recent = events.filter(({ at }) => Date.parse(at) >= since);
    found.push(...recent);
    if (recent.length < events.length) break;
  }
  return found;
}

/** Only the function's own lines carry the request id of the API; those of Lambda itself carry Lambda's. */
function requestIdIn(message: string): readonly string[] {
  if (!message.startsWith("{")) return [];
  const parsed = functionLine.safeParse(JSON.parse(message));
  return parsed.success ? [parsed.data.requestId] : [];
}
