import { z } from "zod";
import { itemKinds } from "../../../functions/clear.ts";
import { type Clear, clearForms, type ItemKind } from "../../../functions/clear-forms.ts";
import { poolKeysValue } from "../../../functions/platform/pool-keys.ts";
import { parsedJson } from "../kit/problem.ts";
import { bytesIn, type StoredItem, type StoredValue, type TableName, textOf } from "../kit/tables.ts";

/** Bytes of a sealed value besides its padded plaintext (docs/seal-format.md). */
const overhead = 97;
type Shape = NonNullable<ItemKind["sealed"]>[string];
/** To a multiple of how many bytes each shape is padded. A key has 32, so it fills one block. */
const blockOf: Readonly<Record<Shape, number>> = { text: 64, structured: 256, key: 64 };

/** Whether bytes have the form of a sealed value and look random behind their first byte. */
export const isSealed = (bytes: Buffer): boolean =>
  bytes[0] === 1 && bytes.length > overhead && looksRandom(bytes.subarray(1));
const isPadded = (bytes: Buffer, shape: Shape): boolean => {
  const padded = bytes.length - overhead;
  return shape === "key" ? padded === blockOf.key : padded % blockOf[shape] === 0;
};

/** Half of the bits are ones (six standard deviations either way), and no stretch of 24 bytes can be read. */
export function looksRandom(bytes: Buffer): boolean {
  const bits = bytes.length * 8;
  const ones = bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
  return (
    Math.abs(ones - bits / 2) <= 3 * Math.sqrt(bits) && !/[\x20-\x7e\n\t]{24}/.test(bytes.toString("latin1"))
  );
}

/** The kind of an item. @returns undefined when no kind, or several, have such a key in this table. */
export function kindOf(table: TableName, item: StoredItem): ItemKind | undefined {
  const kinds = Object.values(itemKinds).filter(
    (kind) => kind.table === table && kind.pk.test(textOf(item, "pk")) && kind.sk.test(textOf(item, "sk")),
  );
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** What of an item is neither clear nor sealed as the list says. Names attributes, never their values. */
export function unlisted(table: TableName, item: StoredItem): readonly string[] {
  const kind = kindOf(table, item);
  if (!kind) return [`${table}: a kind of item that is not listed`];
  return Object.entries(item)
    .filter(([name]) => name !== "pk" && name !== "sk")
    .filter(([name, value]) => !isAllowed(kind, name, value))
    .map(([name]) => `${table} ${textOf(item, "sk").split("#")[0]}: ${name}`);
}

function isAllowed(kind: ItemKind, name: string, value: StoredValue): boolean {
  const clear = kind.clear[name];
  const bytes = bytesIn(value);
  const shape = kind.sealed?.[name];
  if (!clear) return shape !== undefined && bytes !== undefined && isSealed(bytes) && isPadded(bytes, shape);
  if (bytes) return bytesOfForm[clear.form]?.(bytes) ?? false;
  if (clear.form === "publicKeys") return poolKeysValue.safeParse(parsedJson(String(value.S))).success;
  return textsOf(value).every((text) => textForm(clear.form)?.test(text));
}

const bytesOfForm: Readonly<Partial<Record<Clear["form"], (bytes: Buffer) => boolean>>> = {
  keyId: (bytes) => bytes.length === 16,
  token: (bytes) => bytes.length === 16,
  /** Never a bare key: a ciphertext of KMS is longer by its key id, IV and tag. */
  wrapped: (bytes) => bytes.length > 64,
  published: (bytes) => notice.safeParse(parsedJson(bytes.toString("utf8"))).success,
  treeHash: (bytes) => bytes.length === 32 || bytes.length === 0,
  postings: (bytes) => bytes.length % 12 === 0,
  leaf: isLeaf,
};

const words = z.strictObject({ en: z.string(), es: z.string() });
/** What a program publishes, and nothing else of its texts. */
const notice = z.strictObject({ emergency: words, phone: z.string(), replyPromise: words });

const forms: Readonly<Record<string, RegExp>> = clearForms;
const textForm = (form: Clear["form"]): RegExp | undefined => forms[form] ?? forms[form.replace(/s$/, "")];
const entry = z.object({ S: z.string() });

function textsOf({ S, N, L }: StoredValue): readonly string[] {
  if (Array.isArray(L)) return L.map((each) => entry.parse(each).S);
  return [String(S ?? N)];
}

const leafHeader = z.strictObject({
  id: z.string().regex(clearForms.eventId),
  k: z.string().regex(/^\d{4}-\d\d$/),
  n: z.int(),
  p: z.string().regex(/^[\w-]{43}$/),
  t: z.enum(["ev", "rot"]),
  ts: z.string().regex(clearForms.instant),
  v: z.literal(1),
  w: z.string().regex(/^[\w-]{22}$/),
});

/** A header of known fields, one line feed, a sealed body, which is not padded (docs/audit-leaf.md). */
function isLeaf(bytes: Buffer): boolean {
  const end = bytes.indexOf("\n");
  const header = parsedJson(bytes.toString("utf8", 0, end));
  return leafHeader.safeParse(header).success && isSealed(bytes.subarray(end + 1));
}
