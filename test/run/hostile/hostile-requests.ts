import { randomUUID } from "node:crypto";
import { type OperationName, rowOf } from "../../samples.ts";
import { type Asker, goodSent, pathOf, schemaOf } from "../kit/requests.ts";
import { type Sent, withHeader } from "../kit/send.ts";
import { echo, ids, names, texts, wholeBodies } from "./hostile-values.ts";

/** A request that means no good. */
export interface Hostile {
  readonly what: string;
  readonly sent: Sent;
}

/** Hostile bodies of an operation that takes one. */
export function hostileBodies(operation: OperationName, asker: Asker): readonly Hostile[] {
  const good = goodSent(operation, asker);
  const fields = Object.keys(schemaOf(rowOf(operation).body)?.properties ?? {});
  const object = JSON.parse(String(good.body));
  const rest = JSON.stringify(object).slice(1);
  const body = (what: string, value: string | Buffer): Hostile => ({ what, sent: { ...good, body: value } });
  return [
    ...Object.entries(wholeBodies).map(([what, value]) => body(`body: ${what}`, value)),
    ...fields.flatMap((field) => [
      ...Object.entries(texts).map(([what, json]) =>
        body(`${field}: ${what}`, withField(object, field, json)),
      ),
      body(`${field}: missing`, JSON.stringify({ ...object, [field]: undefined })),
      body(`${field}: twice`, `{${JSON.stringify(field)}:{"${echo}":1},${rest}`),
      body(
        `${field}: in capitals`,
        JSON.stringify({ ...object, [field]: undefined, [field.toUpperCase()]: echo }),
      ),
    ]),
    ...names.map((name) => body(`a field ${name}`, `{${JSON.stringify(name)}:{"${echo}":"${echo}"},${rest}`)),
  ].map((hostile) => fresh(hostile));
}

const withField = (object: Readonly<Record<string, unknown>>, field: string, json: string): string => {
  const others = JSON.stringify({ ...object, [field]: undefined }).slice(1, -1);
  return `{${others === "" ? "" : `${others},`}${JSON.stringify(field)}:${json}}`;
};

/** With an Idempotency-Key of its own, so that no request is taken for the repeat of another. */
const fresh = ({ what, sent }: Hostile): Hostile => ({
  what,
  sent: sent.method === "POST" ? withHeader(sent, "Idempotency-Key", randomUUID()) : sent,
});

/** Hostile ids, paths and methods. */
export function hostilePaths(operation: OperationName, asker: Asker): readonly Hostile[] {
  const good = goodSent(operation, asker);
  const parameters = [...rowOf(operation).path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const path = (what: string, value: string): Hostile => ({ what, sent: { ...good, path: value } });
  return [
    ...parameters.flatMap((name) =>
      Object.entries(ids).map(([what, id]) =>
        path(`${name}: ${what}`, pathOf(operation, asker, { [name]: id })),
      ),
    ),
    path("path: a slash behind", `${pathOf(operation, asker).split("?")[0]}/`),
    path("path: two slashes", `/${pathOf(operation, asker)}`),
    path("path: upwards", `/v1/../v1/../${echo}`),
    path("path: upwards, encoded", `/v1/%2e%2e/${echo}`),
    path("path: in capitals", pathOf(operation, asker).toUpperCase()),
    path("path: characters that must be encoded", `/v1/{${echo}}|^`),
    ...["PUT", "DELETE", "PATCH", "HEAD", "TRACE"].map((method) => ({
      what: `method ${method}`,
      sent: { ...good, method },
    })),
  ].map(fresh);
}

/** Hostile queries. */
export function hostileQueries(operation: OperationName, asker: Asker): readonly Hostile[] {
  const good = goodSent(operation, asker);
  const [path = "", query = ""] = good.path.split("?");
  const known = [...Object.keys(schemaOf(rowOf(operation).query)?.properties ?? {}), "unknown"];
  const withQuery = (what: string, more: string): Hostile => ({
    what: `query: ${what}`,
    sent: { ...good, path: `${path}?${[query, more].filter(Boolean).join("&")}` },
  });
  return [
    ...known.flatMap((name) => [
      withQuery(`${name} twice`, `${name}=1&${name}=2`),
      withQuery(`${name} empty`, `${name}=`),
      withQuery(`${name} without a value`, name),
      withQuery(`${name} as a list`, `${name}[]=${echo}`),
      withQuery(`${name} with a semicolon`, `${name}=1;${name}=${echo}`),
      withQuery(`${name} with a NUL`, `${name}=%00${echo}`),
      withQuery(`${name} that is long`, `${name}=${"A".repeat(6_000)}`),
      withQuery(`${name} with no UTF-8`, `${name}=%ff%fe`),
      withQuery(`${name} that is no number`, `${name}=1e2`),
      withQuery(
        `${name} with the bytes of a cursor`,
        `${name}=${Buffer.alloc(161, 1).toString("base64url")}`,
      ),
    ]),
    ...names.map((name) => withQuery(`a parameter ${name}`, `${name}=${echo}`)),
    withQuery("a thousand parameters", Array.from({ length: 1_000 }, (_, at) => `p${at}=${at}`).join("&")),
  ].map(fresh);
}

/** Hostile headers. */
export function hostileHeaders(operation: OperationName, asker: Asker): readonly Hostile[] {
  const good = goodSent(operation, asker);
  const key = randomUUID();
  const header = (name: string, value: string): Hostile => ({
    what: `${name}: ${value.slice(0, 30)}`,
    sent: withHeader(good, name, value),
  });
  const types = [
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
  ];
  const charsets = ["utf-16", "latin1", `utf-8; ${echo}=1`];
  return [
    ...types.map((type) => header("Content-Type", type)),
    ...charsets.map((charset) => header("Content-Type", `application/json; charset=${charset}`)),
    ...["application/json, text/plain", "", `application/${echo}`].map((type) =>
      header("Content-Type", type),
    ),
    header("Content-Encoding", "gzip"),
    ...["", "short", "x".repeat(129), `${echo} ${echo}`, "ä".repeat(9), "../../../..", "a|b|c|d|e"].map(
      (each) => header("Idempotency-Key", each),
    ),
    ...["", "*", "xx-XX;q=9", `${echo},`.repeat(400), "es;q=0,en;q=-1"].map((each) =>
      header("Accept-Language", each),
    ),
    ...['"', '""', "*", `"${echo}`, `W/"${"x".repeat(200)}"`, '"a", "b"'].map((each) =>
      header("If-None-Match", each),
    ),
    ...['"', '""', "*", `"${echo}`, `W/"${echo}"`, '"1", "2"', `"${"x".repeat(200)}"`].map((each) =>
      header("If-Match", each),
    ),
    header("Accept", `application/${echo}`),
    header("X-HTTP-Method-Override", "DELETE"),
    header("X-Forwarded-Host", echo),
    header("X-Original-URL", `/v1/${echo}`),
    header("Host", `${echo}.example.org`),
    header("Expect", "100-continue"),
    header("Range", "bytes=0-1"),
    ...["Bearer", "Bearer a.b.c", `Bearer ${echo}`, "Basic Og==", "", "Bearer  "].map((each) =>
      header("Authorization", each),
    ),
    twice("Content-Type", "application/json", good),
    twice("Idempotency-Key", key, good),
    twice("Authorization", `Bearer ${asker.token}`, good),
    { what: "a hundred headers", sent: { ...good, headers: [...good.headers, ...manyHeaders] } },
  ];
}

const manyHeaders = Array.from({ length: 100 }, (_, at) => [`x-${echo}-${at}`, echo] as const);
const twice = (name: string, value: string, good: Sent): Hostile => ({
  what: `${name} twice`,
  sent: { ...good, headers: [...withHeader(good, name, value).headers, [name, value]] },
});

/** All hostile requests of an operation, of every kind. */
export const hostileTo = (name: OperationName, asker: Asker): readonly Hostile[] => [
  ...(rowOf(name).body ? hostileBodies(name, asker) : []),
  ...hostilePaths(name, asker),
  ...hostileQueries(name, asker),
  ...hostileHeaders(name, asker),
];
