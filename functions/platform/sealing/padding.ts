/** The smallest block that is padded to, in bytes. */
export const padUnit = 64;
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
  let end = padded.length - 1;
  while (padded[end] === 0) end--;
  const isPadded = padded[end] === mark && padded.length % block === 0 && padded.length - end <= block;
  return isPadded ? padded.subarray(0, end) : undefined;
};
