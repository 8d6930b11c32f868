import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { type OperationName, rowOf } from "../../samples.ts";
import { type Asker, pathOf, schemaOf } from "../kit/requests.ts";
import { type Sent, withHeader } from "../kit/send.ts";

/** Texts of any Unicode, and of those characters that mean something to a parser. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(..."%/\\.;:#?&=+\"'{}[]|<> \t\n\r\u0000\u202e\u200b\ufeff\u2028"),
    maxLength: 20,
  }),
  fc.constantFrom("__proto__", "constructor", "toString", "..", "null", "undefined", "NaN", "-1", "1e9"),
);
/** What a header can carry at all. */
const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 4 }), anyText, fc.double().map(String));

/** What is done to a request that would be answered. */
export type Change = (good: Sent) => Sent;

const inBody = (operation: OperationName): fc.Arbitrary<Change> => {
  const fields = Object.keys(schemaOf(rowOf(operation).body)?.properties ?? {});
  const field = fc.oneof(fc.constantFrom("text", ...fields), anyText);
  return fc.oneof(
    fc.tuple(field, anyJson).map(
      ([name, value]): Change =>
        (good) => ({
          ...good,
          body: JSON.stringify({ ...Object(JSON.parse(String(good.body ?? "{}"))), [name]: value }),
        }),
    ),
    anyJson.map(
      (value): Change =>
        (good) => ({ ...good, body: JSON.stringify(value) ?? "" }),
    ),
    fc.nat(200).map(
      (end): Change =>
        (good) => ({ ...good, body: String(good.body ?? "").slice(0, end) }),
    ),
    fc.uint8Array({ maxLength: 80 }).map(
      (bytes): Change =>
        (good) => ({ ...good, body: Buffer.from(bytes) }),
    ),
  );
};

const inQuery = (operation: OperationName): fc.Arbitrary<Change> => {
  const names = Object.keys(schemaOf(rowOf(operation).query)?.properties ?? {});
  const pair = fc.tuple(fc.oneof(fc.constantFrom("limit", ...names), anyText), anyText);
  return fc.array(pair, { minLength: 1, maxLength: 4 }).map(
    (pairs): Change =>
      (good) => {
        const search = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
        return { ...good, path: `${good.path.split("?")[0]}?${search}` };
      },
  );
};

const inHeaders = fc
  .tuple(
    fc.constantFrom(
      "Accept-Language",
      "If-None-Match",
      "Idempotency-Key",
      "Content-Type",
      "Accept",
      "Authorization",
      "Cookie",
    ),
    headerText,
  )
  .map(
    ([name, value]): Change =>
      (good) =>
        withHeader(good, name, value),
  );

/** Percent-encoded; a lone surrogate cannot be, and becomes the replacement character. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Path parameters replaced by any text. */
const inPath = (operation: OperationName, asker: Asker): readonly fc.Arbitrary<Change>[] =>
  [...rowOf(operation).path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) =>
    anyText.map(
      (text): Change =>
        (good) => ({ ...good, path: pathOf(operation, asker, { [name]: encoded(text) }) }),
    ),
  );

/** What can be done to a good request of an operation. */
export const changesOf = (operation: OperationName, asker: Asker): fc.Arbitrary<Change> =>
  fc.oneof(inBody(operation), inQuery(operation), inHeaders, ...inPath(operation, asker));

/** With an Idempotency-Key of its own, so that no request is taken for the repeat of another. */
export const fresh = (sent: Sent): Sent =>
  sent.method === "POST" ? withHeader(sent, "Idempotency-Key", randomUUID()) : sent;
