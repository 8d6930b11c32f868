import { isIP } from "node:net";
import * as z from "zod/mini";

type Strings = Readonly<Record<string, string>>;
type Lists = Readonly<Record<string, readonly string[]>>;

const isString = (value: unknown): boolean => typeof value === "string";
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isString);
const holdsOnly =
  (isWanted: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isWanted);

/** By hand: zod rebuilds a record name by name, which is a third of what reading an event would cost. */
const strings = z.custom<Strings>(holdsOnly(isString));
const lists = z.custom<Lists>(holdsOnly(isList));
/** The parts of API Gateway's REST proxy event that Kith reads. */
const proxyEvent = z.object({
  resource: z.string(),
  httpMethod: z.string(),
  multiValueHeaders: z.nullish(lists),
  multiValueQueryStringParameters: z.nullish(lists),
  pathParameters: z.nullish(strings),
  body: z.nullish(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
  requestContext: z.object({
    requestId: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
    identity: z.nullish(z.object({ sourceIp: z.optional(z.unknown()) })),
    domainName: z.optional(z.string()),
    path: z.optional(z.string()),
    authorizer: z.nullish(z.object({ claims: z.optional(z.unknown()) })),
  }),
});

/** A request as the rest of the edge sees it. */
export interface Http {
  /** Key of the operation: `GET /v1/me`. */
  readonly operation: string;
  readonly requestId: string;
  /** Address from which the request came, as the gateway saw it; `undefined` for what is no IP literal. */
  readonly ip: string | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly body: string | undefined;
  readonly claims: unknown;
  /** Where the API begins, as its caller reached it; known for paths without parameters alone. */
  readonly base: string | undefined;
  /** The value of a header that may stand once; `undefined` when it is absent or repeated. */
  readonly header: (name: string) => string | undefined;
}

/** Reads a proxy event; `undefined` for anything else, which only a direct invocation can send. */
export function readHttp(event: unknown): Http | undefined {
  const parsed = proxyEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const headers = new Map(
    Object.entries(data.multiValueHeaders ?? {}).map(([name, values]) => [name.toLowerCase(), values]),
  );
  return {
    operation: `${data.httpMethod} ${data.resource}`,
    requestId: data.requestContext.requestId,
    ip: literal(data.requestContext.identity?.sourceIp),
    params: data.pathParameters ?? {},
    query: data.multiValueQueryStringParameters ?? {},
    body: data.body == null ? undefined : decoded(data.body, data.isBase64Encoded),
    claims: data.requestContext.authorizer?.claims,
    base: baseOf(data),
    header: (name) => {
      const values = headers.get(name);
      return values?.length === 1 ? values[0] : undefined;
    },
  };
}

/** A zone (`%eth0`) is a word of whoever sent it, not part of an address. */
const literal = (ip: unknown): string | undefined =>
  typeof ip === "string" && isIP(ip) !== 0 && !ip.includes("%") ? ip : undefined;

/** A host, with its port on a machine for development. */
const host = /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/;

/** The path of the context is the one that the caller asked for: on AWS's own name it begins with the stage, on a tenant's name not. */
function baseOf({ resource, requestContext: { domainName = "", path } }: z.output<typeof proxyEvent>) {
  if (!host.test(domainName) || path?.endsWith(resource) !== true) return undefined;
  return `https://${domainName}${path.slice(0, -resource.length)}`;
}

const decoded = (body: string, base64: boolean | undefined): string =>
  base64 === true ? Buffer.from(body, "base64").toString("utf8") : body;
