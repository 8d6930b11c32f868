import { z } from "zod";
import { keyPolicyOf } from "../iam/template.ts";
import type { LoadedStack, PolicyDocument } from "../types.ts";

const keyProperties = z.object({
  KeySpec: z.enum(["SYMMETRIC_DEFAULT", "ECC_NIST_EDWARDS25519"]).default("SYMMETRIC_DEFAULT"),
  KeyUsage: z.enum(["ENCRYPT_DECRYPT", "SIGN_VERIFY"]).default("ENCRYPT_DECRYPT"),
  Description: z.string().default(""),
  Enabled: z.boolean().default(true),
});

const aliasProperties = z.object({ AliasName: z.string().startsWith("alias/"), TargetKeyId: z.string() });

/** What the template says of a key. */
export interface KeyDefinition {
  readonly keyId: string;
  readonly arn: string;
  readonly spec: "SYMMETRIC_DEFAULT" | "ECC_NIST_EDWARDS25519";
  readonly usage: "ENCRYPT_DECRYPT" | "SIGN_VERIFY";
  readonly description: string;
  readonly enabled: boolean;
  readonly policy: PolicyDocument;
}

/** The keys of the template. @throws Error for a kind of key that the local KMS does not have. */
export function keysOf(stack: LoadedStack): readonly KeyDefinition[] {
  return stack.byType("AWS::KMS::Key").map((resource) => {
    const properties = keyProperties.safeParse(resource.properties);
    if (!properties.success || resource.arn === undefined)
      throw new Error(`${resource.logicalId}: kind of key not known`);
    const { KeySpec: spec, KeyUsage: usage, Description: description, Enabled: enabled } = properties.data;
    if ((spec === "SYMMETRIC_DEFAULT") !== (usage === "ENCRYPT_DECRYPT")) {
      throw new Error(`${resource.logicalId}: this kind of key cannot be used so`);
    }
    const policy = keyPolicyOf(stack, resource.arn);
    return { keyId: resource.physicalId, arn: resource.arn, spec, usage, description, enabled, policy };
  });
}

/** Finds a key by its id, its ARN, the name of an alias or the ARN of one. */
export type FindKey = (name: string) => KeyDefinition | undefined;

/** Every name by which AWS accepts a key, for the keys and aliases of the template. */
export function keyNames(stack: LoadedStack, keys: readonly KeyDefinition[]): FindKey {
  const names = new Map(keys.flatMap((key) => [[key.keyId, key] as const, [key.arn, key] as const]));
  for (const resource of stack.byType("AWS::KMS::Alias")) {
    const { AliasName, TargetKeyId } = aliasProperties.parse(resource.properties);
    const key = names.get(TargetKeyId);
    if (key === undefined)
      throw new Error(`${resource.logicalId}: the alias of a key that is not in the template`);
    names.set(AliasName, key);
    names.set(`${key.arn.slice(0, key.arn.indexOf(":key/"))}:${AliasName}`, key);
  }
  return (name) => names.get(name);
}
