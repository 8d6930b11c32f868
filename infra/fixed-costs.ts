import type { TenantConfig } from "./tenant-config.ts";

/** US dollars for a month of an interface endpoint in one zone: 0.01 an hour, list price of us-east-1. */
const ENDPOINT_ZONE_MONTH = 7.3;
/** One endpoint, of KMS, in two zones; those of DynamoDB and S3 cost nothing. */
const ENDPOINT_ZONES = 2;

/** What a tenant's file chooses that costs money or the account's quota, a line each. */
export function choices(config: TenantConfig): readonly string[] {
  return [networkChoice(config), concurrencyChoice(config)];
}

function networkChoice({ network }: TenantConfig): string {
  if (network === "public") return "network public: no fixed price";
  const price = (ENDPOINT_ZONE_MONTH * ENDPOINT_ZONES).toFixed(2);
  return `network vpc: about $${price} a month, whether anybody uses it or not`;
}

function concurrencyChoice({ limits }: TenantConfig): string {
  const sum = Object.values(limits.lambdaReserved).reduce<number>((total, one) => total + (one ?? 0), 0);
  if (sum === 0) return "reserved concurrency: none";
  return `reserved concurrency: ${sum}; the account's quota must be at least ${sum + 100}, with those of its other tenants on top`;
}
