import type { ThrottleSetting } from "./stage.ts";

interface Bucket {
  tokens: number;
  at: number;
}

function specificity({ method, path }: ThrottleSetting): number {
  return (path === "/*" ? 0 : 2) + (method === "*" ? 0 : 1);
}

function settingFor(
  settings: readonly ThrottleSetting[],
  method: string,
  path: string,
): ThrottleSetting | undefined {
  return settings
    .filter((setting) => setting.method === "*" || setting.method === method)
    .filter((setting) => setting.path === "/*" || setting.path === path)
    .reduce<ThrottleSetting | undefined>(
      (best, each) => (best !== undefined && specificity(best) >= specificity(each) ? best : each),
      undefined,
    );
}

function refill(bucket: Bucket, { rate, burst }: ThrottleSetting, now: number): void {
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
  bucket.at = now;
}

/**
 * A token bucket per method, as API Gateway's method throttling.
 *
 * @returns whether a request of the method may pass now.
 */
export function throttle(
  settings: readonly ThrottleSetting[],
  clock: () => Date,
): (method: string, path: string) => boolean {
  const buckets = new Map<string, Bucket>();
  return (method, path) => {
    const setting = settingFor(settings, method, path);
    if (setting === undefined) return true;
    const now = clock().getTime();
    const key = `${method} ${path}`;
    const bucket = buckets.get(key) ?? { tokens: setting.burst, at: now };
    buckets.set(key, bucket);
    refill(bucket, setting, now);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}
