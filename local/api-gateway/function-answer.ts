import { validateHeaderName, validateHeaderValue } from "node:http";
import { z } from "zod";
import type { Answer } from "./answer.ts";
import { badIntegration } from "./refusal.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyAnswer = z.strictObject({
  statusCode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(200).max(599)),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

type ProxyAnswer = z.infer<typeof proxyAnswer>;

/** Headers that a function may not set: API Gateway renames them. Source: developer guide, "Important notes". */
const remapped: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-encoding",
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "upgrade",
  "user-agent",
  "www-authenticate",
]);

/** Bytes of the answer of a function. Source: Lambda quotas, "Invocation payload". */
export const largestPayload = 6 * 1024 * 1024;

function checked(name: string, value: string): readonly [string, string] {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw badIntegration();
  }
  return [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value];
}

function headersOf({ headers, multiValueHeaders }: ProxyAnswer): Answer["headers"] {
  const many = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
  const one = Object.entries(headers ?? {}).filter(
    ([name, value]) => !many.some(([other, same]) => other === name && same === value),
  );
  const all = [...one, ...many]
    .filter(([name]) => name.toLowerCase() !== "transfer-encoding")
    .map(([name, value]) => checked(name, value));
  const typed = all.some(([name]) => name.toLowerCase() === "content-type");
  return typed ? all : [["Content-Type", "application/json"], ...all];
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw badIntegration();
  }
}

/**
 * What a function of a proxy integration answered. A body in base64 stays base64: the API has no binary media types.
 *
 * @throws Refusal (502) when it is not exactly in the form of a proxy integration, or too large.
 */
export function functionAnswer(payload: string): Answer {
  if (Buffer.byteLength(payload) > largestPayload) throw badIntegration();
  const result = proxyAnswer.safeParse(parse(payload));
  if (!result.success) throw badIntegration();
  return { status: result.data.statusCode, headers: headersOf(result.data), body: result.data.body ?? "" };
}
