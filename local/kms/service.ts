import type { Service } from "../wire/operation.ts";
import { decryptOperations } from "./decrypt.ts";
import { encryptOperations } from "./encrypt.ts";
import type { Keys } from "./keys.ts";
import { lifecycleOperations } from "./lifecycle.ts";
import { signOperations } from "./sign.ts";

/** AWS KMS, for the keys of a stack. */
export function kmsService(keys: Keys): Service {
  const operations = [encryptOperations, decryptOperations, signOperations, lifecycleOperations];
  return { name: "kms", operations: new Map(operations.flatMap((rows) => rows(keys))) };
}
