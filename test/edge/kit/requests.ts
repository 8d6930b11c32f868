import { auditEndpoints } from "../../../functions/audit/endpoints.ts";
import { audit } from "../../../functions/audit/routes.ts";
import { auditStores } from "../../../functions/audit/stores.ts";
import { communityEndpoints } from "../../../functions/community/endpoints.ts";
import { community } from "../../../functions/community/routes.ts";
import { communityStores } from "../../../functions/community/stores.ts";
import type { Deadline } from "../../../functions/edge/deadline.ts";
import type { Operation } from "../../../functions/edge/exchange.ts";
import { createHandler } from "../../../functions/edge/handler.ts";
import { operations } from "../../../functions/edge/operations.ts";
import type { ProxyResponse } from "../../../functions/edge/respond.ts";
import { importEndpoints, importStores } from "../../../functions/imports/endpoints.ts";
import { imports } from "../../../functions/imports/routes.ts";
import type { EventLog, SearchableLog } from "../../../functions/kernel/audit.ts";
import type { ReadLogReport } from "../../../functions/kernel/log.ts";
import { callerLoader } from "../../../functions/members/caller.ts";
import { memberEndpoints, memberStores } from "../../../functions/members/endpoints.ts";
import { members } from "../../../functions/members/routes.ts";
import { programEndpoints } from "../../../functions/programs/endpoints.ts";
import { programs } from "../../../functions/programs/routes.ts";
import { programStores } from "../../../functions/programs/stores.ts";
import type { Person, TestProgram, TestTenant } from "./tenant.ts";
import { claimsOf, sign, type TokenFacts, tokenFacts } from "./tokens.ts";

/** The parts of a proxy event that a test chooses. */
export interface Asked {
  readonly method: string;
  readonly resource: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly claims?: unknown;
}

export const proxyEvent = ({ method, resource, claims, ...asked }: Asked): object => ({
  resource,
  httpMethod: method,
  multiValueHeaders: asked.headers ?? null,
  multiValueQueryStringParameters: asked.query ?? null,
  pathParameters: asked.params ?? null,
  body: asked.body ?? null,
  isBase64Encoded: false,
  requestContext: { requestId: "request-1", ...(claims === undefined ? {} : { authorizer: { claims } }) },
});

/** The event of a signed-in person; `facts` changes the token and its claims together. */
export async function askedBy(
  { pool, subject }: Pick<Person, "pool" | "subject">,
  asked: Asked,
  { clock }: TestTenant,
  facts: Partial<TokenFacts> = {},
): Promise<object> {
  const said = { ...tokenFacts(pool, subject, clock.now), ...facts };
  const headers = { Authorization: [`Bearer ${await sign(said, pool)}`], ...asked.headers };
  return proxyEvent({ claims: claimsOf(said), ...asked, headers });
}

const noEvents: EventLog = { newestFirst: async function* () {} };

/** A log without an index: every search reads all of it. */
const searched = (log: EventLog): SearchableLog => ({
  ...log,
  search: log.newestFirst,
  countsByDay: async () => ({ counts: new Map(), until: 0 }),
  completeUntil: async () => undefined,
});

/** Nothing is sealed yet. */
const noLog: ReadLogReport = async () => ({
  ...{ head: undefined, checkpoint: undefined, verification: undefined },
  ...{ violations: [], more: false },
});

/** All operations of the API in one handler. */
export const handlerOf = (
  { platform }: TestTenant,
  extra: readonly (readonly [string, Operation])[] = [],
  log: EventLog = noEvents,
  deadline?: Deadline,
): ((event: unknown) => Promise<ProxyResponse>) =>
  createHandler(
    {
      platform,
      loadCaller: callerLoader(platform.clock),
      origin: undefined,
      operations: new Map([
        ...operations(members, memberEndpoints, memberStores),
        ...operations(programs, programEndpoints, programStores),
        ...operations(imports, importEndpoints, importStores),
        ...operations(community, communityEndpoints, communityStores),
        ...operations(audit, auditEndpoints, auditStores("example", searched(log), noLog)),
        ...extra,
      ]),
    },
    deadline,
  );

const messages = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages";

export const reading = ({ programId, spaceId, threadId }: TestProgram, more: Partial<Asked> = {}): Asked => ({
  method: "GET",
  resource: messages,
  params: { programId, spaceId, threadId },
  ...more,
});

/** A POST of a body, under its Idempotency-Key. */
export const sending = (
  resource: string,
  params: Readonly<Record<string, string>>,
  body: object,
  key = "key-00000001",
): Asked => ({
  method: "POST",
  resource,
  params,
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": [key] },
  body: JSON.stringify(body),
});

export const posting = ({ programId, spaceId, threadId }: TestProgram, text: string, key?: string): Asked =>
  sending(messages, { programId, spaceId, threadId }, { text }, key);

/** The code of a problem document, the last part of its type. */
export function problemIn({ statusCode, body }: ProxyResponse): readonly [number, string] {
  const document: unknown = JSON.parse(body);
  const type =
    typeof document === "object" && document && "type" in document ? String(document.type) : "none";
  return [statusCode, type.replace("urn:kith:problem:", "")];
}
