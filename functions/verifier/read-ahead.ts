/** Reads things in their order, a few ahead of the one that is wanted, so that nobody waits for each. */
export async function* readAhead<T, R>(
  things: Iterable<T>,
  read: (thing: T) => Promise<R>,
  ahead: number,
): AsyncGenerator<R, undefined> {
  const waiting: Promise<R>[] = [];
  for (const thing of things) {
    const reading = read(thing);
    // It is looked at in its turn: until then a failure is nobody's surprise.
    reading.catch(() => undefined);
    waiting.push(reading);
    const first = waiting.length > ahead ? waiting.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const each of waiting) yield await each;
}
