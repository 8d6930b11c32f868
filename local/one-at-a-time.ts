/**
 * A queue of works that must not mix, such as the writers of one file: each begins when the one before it has ended.
 * A work that fails is its own caller's only.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
