import { describe, expect, it } from "vitest";
import { asking, type KeyName } from "./asking.ts";
import { example, synthesized } from "./assembly.ts";

const { keys, roles, principals, may } = asking(
  synthesized("must-deny-purposes", { "a.yaml": example }),
  "kith-example",
);

const opening = ["Audit", "Community", "Imports", "Jobs", "People", "Setup"];
const auditing = [...opening, "Identity", "PoolKeys", "Rotation"].toSorted();

/** The only direct uses of keys: by key, purpose and action. Every other combination is denied to every role. */
const uses: Readonly<
  Partial<Record<KeyName, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>
> = {
  Seal: { branch: { Decrypt: opening, GenerateDataKey: ["Rotation"] } },
  Audit: { month: { Decrypt: [...auditing, "Indexer"].toSorted(), GenerateDataKey: auditing } },
  Data: { outbox: { Decrypt: ["Identity"], Encrypt: ["Jobs", "People"] } },
};

const actions = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "CreateGrant",
  "Sign",
];
const tenants = ["example", "other", "example2", "EXAMPLE", undefined];
const purposes = ["branch", "month", "outbox", "BRANCH", "branch2", undefined];
const extras: readonly Readonly<Record<string, string>>[] = [{}, { member: "1" }];

/** What a caller may name: every tenant with every purpose, and more than that. */
const contexts: readonly Readonly<Record<string, string>>[] = tenants.flatMap((tenant) =>
  purposes.flatMap((purpose) =>
    extras.map((extra) => ({
      ...(tenant === undefined ? {} : { tenant }),
      ...(purpose === undefined ? {} : { purpose }),
      version: "1",
      ...extra,
    })),
  ),
);

describe("a key is used for its purpose, by who is named for it, for this tenant", () => {
  it.each(keys.flatMap((key) => actions.map((action) => [key, action] as const)))("%s: %s", (key, action) => {
    for (const encryptionContext of contexts) {
      const { tenant, purpose = "" } = encryptionContext;
      const exact = tenant === "example" && !("member" in encryptionContext);
      const expected = exact ? (uses[key]?.[purpose]?.[action] ?? []) : [];
      const who = principals.filter((name) => may(name, [{ key, action, use: { encryptionContext } }]));
      expect(who.toSorted(), JSON.stringify(encryptionContext)).toEqual(expected);
    }
  });
});

/** Services through which a role could try to use a key, and what they say to it: always something of their own. */
const services = ["s3", "sns", "backup", "logs", "secretsmanager", "lambda", "cognito-idp"];
const own = { "aws:service:arn": "arn:aws:service:::thing" };
const told = [{}, own, { ...own, tenant: "example", purpose: "branch", version: "1" }];

describe("no function gets around a purpose through another service", () => {
  const functions = roles.filter(({ service }) => service === "lambda.amazonaws.com").map(({ name }) => name);
  it.each(keys.flatMap((key) => actions.map((action) => [key, action] as const)))("%s: %s", (key, action) => {
    for (const via of services) {
      for (const encryptionContext of told) {
        const wish = [{ key, action, via, use: { encryptionContext } }];
        expect(
          functions.filter((name) => may(name, wish)),
          via,
        ).toEqual([]);
      }
    }
  });
});
