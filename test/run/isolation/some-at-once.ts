/** Enough at a time to keep the functions busy, few enough for a small machine. */
const atOnce = 4;

/** Does a task for each of many, some at a time, and keeps the results by the same key. */
export async function forEach<K, R>(keys: readonly K[], task: (key: K) => Promise<R>): Promise<Map<K, R>> {
  const left = [...keys];
  const results = new Map<K, R>();
  const worker = async () => {
    for (let key = left.shift(); key !== undefined; key = left.shift()) results.set(key, await task(key));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
