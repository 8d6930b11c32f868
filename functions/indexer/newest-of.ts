/** Of two sources, each newest (highest id) first, one: what both have comes once. */
export async function* newestOf<T extends { readonly id: string }>(
  one: AsyncIterable<T>,
  other: AsyncIterable<T>,
): AsyncGenerator<T, undefined> {
  const sources = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()] as const;
  const next = async (at: 0 | 1): Promise<T | undefined> => {
    const { done, value } = await sources[at].next();
    return done ? undefined : value;
  };
  let [left, right] = [await next(0), await next(1)];
  while (left !== undefined || right !== undefined) {
    const [fromLeft, fromRight] = order(left, right);
    const newest = fromLeft ? left : right;
    if (newest !== undefined) yield newest;
    if (fromLeft) left = await next(0);
    if (fromRight) right = await next(1);
  }
}

/** Which of the two heads are taken: the newer one, or both when they are one. */
function order(
  left: { readonly id: string } | undefined,
  right: { readonly id: string } | undefined,
): readonly [boolean, boolean] {
  if (left === undefined) return [false, true];
  if (right === undefined) return [true, false];
  return [left.id >= right.id, right.id >= left.id];
}
