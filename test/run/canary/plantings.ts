import { randomUUID } from "node:crypto";
import { type OperationName, operationNames, rowOf } from "../../samples.ts";
import { type Asker, goodSent, pathOf, schemaOf } from "../kit/requests.ts";
import type { Schema } from "../kit/schema-values.ts";
import { type Sent, withHeader } from "../kit/send.ts";

/** A request with the marker in one of its inputs. */
export interface Planting {
  readonly where: string;
  readonly sent: (asker: Asker) => Sent;
}

/** Every input of an operation, each in a request of its own that is otherwise as the operation wants it. */
export const plantingsOf = (operation: OperationName, marker: string): readonly Planting[] => [
  ...(rowOf(operation).body ? bodies(operation, marker) : [unasked(operation, marker)]),
  ...queries(operation, marker),
  ...paths(operation, marker),
  ...headers(operation, marker),
];

function bodies(operation: OperationName, marker: string): readonly Planting[] {
  const schema = schemaOf(rowOf(operation).body) ?? {};
  const planted = (where: string, change: (good: Record<string, unknown>) => unknown): Planting => ({
    where: `body: ${where}`,
    sent: (asker) => {
      const good = goodSent(operation, asker);
      const changed = change(JSON.parse(String(good.body)));
      return { ...good, body: typeof changed === "string" ? changed : JSON.stringify(changed) };
    },
  });
  return [
    ...strings(schema).flatMap((name) => [
      planted(name, (good) => ({ ...good, [name]: marker })),
      planted(`${name}, as a list`, (good) => ({ ...good, [name]: [marker] })),
      planted(`${name}, with what must be escaped`, (good) => ({ ...good, [name]: `<"${marker}" ñ&'\\>` })),
      planted(`${name}, with a NUL`, (good) => ({ ...good, [name]: `${marker}\u0000` })),
    ]),
    planted("name of an unknown field", (good) => ({ ...good, [marker]: 1 })),
    planted("unknown field", (good) => ({ ...good, note: { [marker]: marker } })),
    planted("alone, as JSON", () => JSON.stringify(marker)),
    planted("malformed", () => marker),
    planted("truncated", (good) => `${JSON.stringify(good).slice(0, -1)},"text":"${marker}`),
  ];
}

/** Names of the fields that take text, or ids in a list. */
const strings = ({ properties = {} }: Schema): readonly string[] =>
  Object.entries(properties)
    .filter(([, { type, items }]) => type === "string" || items?.type === "string")
    .map(([name]) => name);

const unasked = (operation: OperationName, marker: string): Planting => ({
  where: "body that the operation does not take",
  sent: (asker) => ({
    ...withHeader(goodSent(operation, asker), "Content-Type", "application/json"),
    body: JSON.stringify({ text: marker }),
  }),
});

function queries(operation: OperationName, marker: string): readonly Planting[] {
  const names = [...Object.keys(schemaOf(rowOf(operation).query)?.properties ?? {}), "unknown", marker];
  const planted = (where: string, more: string): Planting => ({
    where: `query: ${where}`,
    sent: (asker) => {
      const good = goodSent(operation, asker);
      const [path = "", query = ""] = good.path.split("?");
      const others = query.split("&").filter((pair) => pair && pair.split("=")[0] !== more.split("=")[0]);
      return { ...good, path: `${path}?${[...others, more].join("&")}` };
    },
  });
  return [
    ...names.map((name) => planted(name === marker ? "name" : name, `${name}=${marker}`)),
    planted("repeated", `limit=${marker}&limit=${marker}`),
    planted("malformed", `limit=%${marker}`),
  ];
}

function paths(operation: OperationName, marker: string): readonly Planting[] {
  const names = [...rowOf(operation).path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const at = (where: string, path: (asker: Asker) => string): Planting => ({
    where: `path: ${where}`,
    sent: (asker) => ({ ...goodSent(operation, asker), path: path(asker) }),
  });
  return [
    ...names.flatMap((name) => [
      at(name, (asker) => pathOf(operation, asker, { [name]: marker })),
      at(`${name}, encoded`, (asker) => pathOf(operation, asker, { [name]: `..%2f${marker}%00` })),
    ]),
    at("unknown", (asker) => `${pathOf(operation, asker).split("?")[0]}/${marker}`),
    at("malformed", () => `/v1/%${marker}`),
  ];
}

function headers(operation: OperationName, marker: string): readonly Planting[] {
  const planted = (name: string, value: string, where = name): Planting => ({
    where: `header: ${where}`,
    sent: (asker) => withHeader(goodSent(operation, asker), name, value),
  });
  return [
    planted("User-Agent", marker),
    ...aThird(operation, [
      ...["Accept", "Accept-Language", "Cookie", "Referer", "Origin", "X-Amzn-Trace-Id"],
      ...["X-Forwarded-For", "X-Request-Id", "Forwarded", "From", "If-Match"],
    ]).map((name) => planted(name, marker)),
    planted(`x-${marker}`, marker, "unknown"),
    planted("If-None-Match", `"${marker}"`),
    planted("Idempotency-Key", `${marker}-${randomUUID()}`, "Idempotency-Key"),
    planted("Idempotency-Key", `${marker} ${marker}`, "Idempotency-Key of a wrong form"),
    planted("Content-Type", `application/json; charset=${marker}`),
    planted("Authorization", `Bearer ${marker}`),
    planted("Authorization", `Basic ${marker}`, "Authorization of another kind"),
  ];
}

/** What one edge reads before any operation does: every third for each of them, so that each is met by a third of the operations. */
const aThird = (operation: OperationName, names: readonly string[]): readonly string[] =>
  names.filter((_, at) => (at + operationNames.indexOf(operation)) % 3 === 0);
