/** Bytes of a sealed value, in order: version, key id, salt, commitment, ciphertext, tag. See docs/seal-format.md. */
export const version = 0x01;
export const keyIdLength = 16;
export const saltLength = 32;
export const keyLength = 32;
export const commitmentLength = 32;
export const tagLength = 16;

export const algorithm = "aes-256-gcm";
/** Without it a tag of 4 bytes would do. */
export const cipherOptions = { authTagLength: tagLength };
/** All zeros: the key it is used with is derived for one value and never used again. */
export const iv = Buffer.alloc(12);

export const headerLength = 1 + keyIdLength + saltLength;
export const ciphertextStart = headerLength + commitmentLength;

/** Whether bytes can be a sealed value at all: version known, long enough. Says nothing about authenticity. */
export const looksSealed = (bytes: Uint8Array): boolean =>
  bytes[0] === version && bytes.length > ciphertextStart + tagLength;

/** The id of the key a value was sealed under, so that the key can be looked up; undefined when it is no sealed value. */
export const keyIdOf = (sealed: Uint8Array): Buffer | undefined =>
  looksSealed(sealed) ? Buffer.from(sealed.subarray(1, 1 + keyIdLength)) : undefined;
