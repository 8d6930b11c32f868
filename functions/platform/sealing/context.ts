const printable = /^[\x21-\x7e]{1,255}$/;
const mostFields = 255;

const encodeField = (field: string): string => {
  if (!printable.test(field))
    throw new RangeError("A context field must be 1 to 255 printable ASCII characters.");
  return String.fromCharCode(field.length) + field;
};

/**
 * The injective encoding of a context: u8 count, then for each field u8 length and its ASCII bytes.
 * @throws RangeError when there is no field, there are more than 255, or one is not printable ASCII of 1 to 255 bytes.
 */
export const encodeContext = (fields: readonly string[]): Buffer => {
  if (fields.length === 0 || fields.length > mostFields)
    throw new RangeError("A context has 1 to 255 fields.");
  let encoded = String.fromCharCode(fields.length);
  for (const field of fields) encoded += encodeField(field);
  return Buffer.from(encoded, "latin1");
};
