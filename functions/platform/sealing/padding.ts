const mark = 0x80;

/** Appends 0x80 and then zeros up to the next multiple of `block` bytes, so that a length says little. */
export const pad = (plain: Uint8Array, block: number): Buffer => {
  const padded = Buffer.alloc((Math.floor(plain.length / block) + 1) * block);
  padded.set(plain);
  padded[plain.length] = mark;
  return padded;
};

/** The bytes before the padding; undefined when they are not padded to `block` in exactly the way `pad` does it. */
export const unpad = (padded: Buffer, block: number): Buffer | undefined => {
  const end = padded.lastIndexOf(mark);
  const tail = padded.length - end;
  if (end < 0 || padded.length % block !== 0 || tail > block) return undefined;
  return padded.subarray(end + 1).every((byte) => byte === 0) ? padded.subarray(0, end) : undefined;
};
