import type { Platform } from "../kernel/platform.ts";
import { firstAnswers } from "./audit/first-answer.ts";
import { readEnvironment } from "./environment.ts";
import type { Machine } from "./machine.ts";
import { storedPoolKeys } from "./pool-keys.ts";
import { tableReader } from "./reader.ts";
import { type SealedPlatform, sealedPlatform } from "./sealed-platform.ts";

/** What a function stands on that serves signed-in people through the API. */
export interface AuditedPlatform extends Platform, SealedPlatform {}

export function auditedPlatform(machine: Machine): AuditedPlatform {
  const { dynamodb, clock } = machine;
  const issuers = readEnvironment(["KITH_ISSUER_MEMBERS", "KITH_ISSUER_WORKFORCE"], machine.variables);
  const sealed = sealedPlatform(machine);
  const reader = tableReader({ client: dynamodb, table: sealed.table("community") });
  return {
    ...sealed,
    issuers: { members: issuers.KITH_ISSUER_MEMBERS, workforce: issuers.KITH_ISSUER_WORKFORCE },
    poolKeys: storedPoolKeys(reader, clock),
    findFirst: firstAnswers(reader, clock),
  };
}
