/** Stands in every hostile value: a refusal that repeats it is found. */
export const echo = "kolibri4711";

const deep = (depth: number): string => `${"[".repeat(depth)}"${echo}"${"]".repeat(depth)}`;
const deepObject = (depth: number): string => `${'{"text":'.repeat(depth)}1${"}".repeat(depth)}`;

/** Texts that break what reads them. Each is one that a caller can send as JSON. */
export const texts: Readonly<Record<string, string>> = {
  "a lone high surrogate": `"${echo}\\ud83d"`,
  "a lone low surrogate": `"\\ude00${echo}"`,
  "a NUL": `"${echo}\\u0000"`,
  "a carriage return": `"${echo}\\r\\n"`,
  "right-to-left marks": JSON.stringify(`\u202e${echo}\u202c\u2066x\u2069`),
  "zero-width characters": JSON.stringify(`\u200b${echo}\u200d\ufeff`),
  "only zero-width characters": JSON.stringify("\u200b\u200b\ufeff"),
  "only blanks": '"   "',
  "characters of four bytes": JSON.stringify(
    `${"\u{1f469}\u200d\u{1f469}\u200d\u{1f467}".repeat(9)} ${echo}`,
  ),
  "a noncharacter": JSON.stringify(`\uffff${echo}`),
  "many combining marks": JSON.stringify(`${echo}${"\u0301".repeat(3_000)}`),
  "what NFC makes longer": JSON.stringify("\ufb2c".repeat(9_000)),
  "an empty text": '""',
  HTML: JSON.stringify(`<script>alert("${echo}")</script>`),
  "an expression of DynamoDB": JSON.stringify(`attribute_exists(pk) OR #${echo} = :v`),
  "a very long text": JSON.stringify(`${echo}${"x".repeat(40_000)}`),
  "a number": "1e400",
  "a very exact number": "0.1234567890123456789012345678901234567890",
  "a negative zero": "-0",
  null: "null",
  true: "true",
  "a list": `["${echo}"]`,
  "a list of lists": "[[[[]]]]",
  "an object": `{"${echo}":"${echo}"}`,
  "an object that passes for a text": `{"length":3,"toString":"${echo}"}`,
  "its own prototype": `{"__proto__":{"${echo}":1}}`,
};

/** Bodies that are no object of JSON, or hardly one. */
export const wholeBodies: Readonly<Record<string, string | Buffer>> = {
  "no JSON": echo,
  nothing: "",
  blanks: "  \n ",
  "truncated JSON": `{"text":"${echo}`,
  "two values": `{"text":"${echo}"}{"text":"${echo}"}`,
  "a comment": `/* ${echo} */ {}`,
  "a trailing comma": `{"text":"${echo}",}`,
  "single quotes": `{'text':'${echo}'}`,
  NaN: '{"text":NaN}',
  null: "null",
  "a list": `[{"text":"${echo}"}]`,
  "a text": `"${echo}"`,
  "deep lists": deep(20_000),
  "deep objects": deepObject(6_000),
  "a byte order mark": `\ufeff{"text":"${echo}"}`,
  "UTF-16": Buffer.from(`{"text":"${echo}"}`, "utf16le"),
  "Latin-1": Buffer.from(`{"text":"${echo} ñ"}`, "latin1"),
  "bytes that are no UTF-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  "a form": `text=${echo}`,
  XML: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;${echo}</x>`,
  "64 KiB and a byte": JSON.stringify({ text: echo.padEnd(64 * 1024 - 10, "x") }),
  "a million bytes": JSON.stringify({ text: echo.padEnd(1_000_000, "x") }),
};

/** Names that are something else in JavaScript than in JSON. */
export const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "",
  "0",
];

/** Ids that break paths and keys, as they stand in a path. */
export const ids: Readonly<Record<string, string>> = {
  "a path upwards": "..%2f..%2fetc%2fpasswd",
  "an encoded slash": `${echo}%2f${echo}`,
  "a doubly encoded slash": `${echo}%252f..`,
  dots: "%2e%2e",
  "a NUL": `${echo}%00`,
  "a delimiter of keys": `01ARZ3NDEKTSV4RRFFQ69G5FAV%23MSG%23${echo}`,
  "lower case": "01arz3ndektsv4rrffq69g5fav",
  "an id that is too large": "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
  "full-width digits": encodeURIComponent("０1ARZ3NDEKTSV4RRFFQ69G5FAV"),
  "a line feed behind": "01ARZ3NDEKTSV4RRFFQ69G5FAV%0a",
  "a blank": "%20",
  "thousands of characters": "A".repeat(6_000),
  "what is no percent-encoding": `%zz${echo}`,
  "no UTF-8": "%ff%fe",
  "a name of an object": "__proto__",
};
