import { createPublicKey, verify } from "node:crypto";
import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetPublicKeyCommand,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsEndpoint } from "../../../local/wire/endpoint.ts";
import { clientsOf, errorOf, startTestEndpoint } from "../wire/clients.ts";
import { KEY_ARN, SEAL_ARN, SIGN_ARN } from "../wire/stack.ts";

const DAY = 24 * 60 * 60 * 1000;
const EncryptionContext = { tenant: "lakeside", purpose: "branch" };

let endpoint: AwsEndpoint;
let now = new Date("2026-03-01T00:00:00Z");
let kms: ReturnType<typeof clientsOf>["kms"];
let operator: ReturnType<typeof clientsOf>["kms"];

beforeAll(async () => {
  endpoint = await startTestEndpoint({ clock: () => now });
  kms = clientsOf(endpoint, "WRITER").kms;
  operator = clientsOf(endpoint, "OPERATOR").kms;
}, 30_000);

afterAll(async () => endpoint.close());

const dataKey = async () => {
  const made = await kms.send(
    new GenerateDataKeyCommand({ KeyId: SEAL_ARN, KeySpec: "AES_256", EncryptionContext }),
  );
  return { blob: made.CiphertextBlob ?? new Uint8Array(), plaintext: made.Plaintext };
};
const decrypt = (CiphertextBlob: Uint8Array, context: Record<string, string> = EncryptionContext) =>
  kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));

describe("data keys", () => {
  it("GenerateDataKey returns a plaintext key of 256 bits and a copy that Decrypt opens", async () => {
    const { blob, plaintext } = await dataKey();
    const opened = await decrypt(blob);
    expect(plaintext).toHaveLength(32);
    expect(opened).toMatchObject({ KeyId: SEAL_ARN, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" });
    expect(opened.Plaintext).toEqual(plaintext);
  });

  it("GenerateDataKeyWithoutPlaintext returns the encrypted copy only", async () => {
    const made = await kms.send(
      new GenerateDataKeyWithoutPlaintextCommand({
        KeyId: "alias/seal",
        NumberOfBytes: 32,
        EncryptionContext,
      }),
    );
    expect(made).not.toHaveProperty("Plaintext");
    expect((await decrypt(made.CiphertextBlob ?? new Uint8Array())).Plaintext).toHaveLength(32);
  });

  it("the order of the encryption context's pairs does not matter", async () => {
    const { blob, plaintext } = await dataKey();
    expect((await decrypt(blob, { purpose: "branch", tenant: "lakeside" })).Plaintext).toEqual(plaintext);
  });

  it("to decrypt, the encryption context must match exactly", async () => {
    const { blob } = await dataKey();
    const error = await errorOf(decrypt(blob, { ...EncryptionContext, purpose: "Branch" }));
    expect(error.name).toBe("InvalidCiphertextException");
  });

  it("any changed byte of the ciphertext is an InvalidCiphertextException", async () => {
    const { blob } = await dataKey();
    for (const index of [0, 1, blob.length - 1, blob.length - 20]) {
      const changed = Uint8Array.from(blob, (byte, at) => (at === index ? byte ^ 1 : byte));
      expect((await errorOf(decrypt(changed))).name).toBe("InvalidCiphertextException");
    }
    expect((await errorOf(decrypt(blob.slice(0, 40)))).name).toBe("InvalidCiphertextException");
  });

  it("refuses both or neither of KeySpec and NumberOfBytes", async () => {
    const both = { KeyId: SEAL_ARN, KeySpec: "AES_256", NumberOfBytes: 32, EncryptionContext } as const;
    expect((await errorOf(kms.send(new GenerateDataKeyCommand(both)))).name).toBe("ValidationException");
    const neither = new GenerateDataKeyCommand({ KeyId: SEAL_ARN, EncryptionContext });
    expect((await errorOf(kms.send(neither))).name).toBe("ValidationException");
  });

  it("refuses a member that it does not act on, and names it", async () => {
    const dryRun = new DecryptCommand({
      CiphertextBlob: (await dataKey()).blob,
      EncryptionContext,
      DryRun: true,
    });
    expect((await errorOf(kms.send(dryRun))).message).toBe(
      "Not understood by the local endpoint: DryRun (unrecognized_keys)",
    );
  });
});

describe("Encrypt and ReEncrypt", () => {
  const Plaintext = Buffer.from("a branch key");

  it("ReEncrypt decrypts and encrypts again under another encryption context", async () => {
    const first = await kms.send(new EncryptCommand({ KeyId: SEAL_ARN, Plaintext, EncryptionContext }));
    const again = { ...EncryptionContext, version: "2" };
    const second = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob: first.CiphertextBlob,
        SourceEncryptionContext: EncryptionContext,
        DestinationKeyId: SEAL_ARN,
        DestinationEncryptionContext: again,
      }),
    );
    expect(second).toMatchObject({ KeyId: SEAL_ARN, SourceKeyId: SEAL_ARN });
    expect(Buffer.from((await decrypt(second.CiphertextBlob ?? Plaintext, again)).Plaintext ?? [])).toEqual(
      Plaintext,
    );
  });

  it("a key that did not encrypt the data is an IncorrectKeyException", async () => {
    const { blob } = await dataKey();
    const wrong = new DecryptCommand({ CiphertextBlob: blob, EncryptionContext, KeyId: KEY_ARN });
    expect((await errorOf(kms.send(wrong))).name).toBe("IncorrectKeyException");
  });

  it("a plaintext of more than 4096 bytes is refused", async () => {
    const large = new EncryptCommand({ KeyId: SEAL_ARN, Plaintext: Buffer.alloc(4097), EncryptionContext });
    expect((await errorOf(kms.send(large))).name).toBe("ValidationException");
  });

  it("what the key policy does not allow is refused, also for an administrator", async () => {
    const error = await errorOf(operator.send(new EncryptCommand({ KeyId: SIGN_ARN, Plaintext })));
    expect(error.name).toBe("AccessDeniedException");
  });
});

describe("permissions", () => {
  it("a context that the key policy does not name is refused, also for an administrator", async () => {
    const other = new GenerateDataKeyCommand({
      KeyId: SEAL_ARN,
      KeySpec: "AES_256",
      EncryptionContext: { tenant: "other" },
    });
    expect((await errorOf(operator.send(other))).name).toBe("AccessDeniedException");
  });

  it("names of the context that differ in case only cannot hide a value", async () => {
    const twins = { tenant: "lakeside", TENANT: "other" };
    const call = kms.send(
      new GenerateDataKeyCommand({ KeyId: SEAL_ARN, KeySpec: "AES_256", EncryptionContext: twins }),
    );
    expect((await errorOf(call)).name).toBe("ValidationException");
  });

  it("a key of the tables cannot be used directly", async () => {
    const call = kms.send(new GenerateDataKeyCommand({ KeyId: KEY_ARN, KeySpec: "AES_256" }));
    expect((await errorOf(call)).name).toBe("AccessDeniedException");
  });

  it("a role without a statement is refused", async () => {
    const call = clientsOf(endpoint, "READER").kms.send(new DescribeKeyCommand({ KeyId: SEAL_ARN }));
    expect((await errorOf(call)).message).toContain("is not authorized to perform: kms:DescribeKey");
  });

  it("a key that is not in the template is a NotFoundException", async () => {
    expect((await errorOf(operator.send(new DescribeKeyCommand({ KeyId: "other" })))).name).toBe(
      "NotFoundException",
    );
  });
});

describe("Sign", () => {
  const Message = Buffer.from("checkpoint");
  const sign = (message: Uint8Array) =>
    new SignCommand({
      KeyId: SIGN_ARN,
      Message: message,
      MessageType: "RAW",
      SigningAlgorithm: "ED25519_SHA_512",
    });

  it("the public key verifies the signature outside of AWS KMS", async () => {
    const { Signature = new Uint8Array() } = await kms.send(sign(Message));
    const { PublicKey = new Uint8Array(), KeySpec } = await kms.send(
      new GetPublicKeyCommand({ KeyId: SIGN_ARN }),
    );
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    expect([KeySpec, Signature.length]).toEqual(["ECC_NIST_EDWARDS25519", 64]);
    expect([verify(null, Message, key, Signature), verify(null, Buffer.from("x"), key, Signature)]).toEqual([
      true,
      false,
    ]);
  });

  it("a RAW message has at most 4096 bytes", async () => {
    await kms.send(sign(Buffer.alloc(4096)));
    expect((await errorOf(kms.send(sign(Buffer.alloc(4097))))).name).toBe("ValidationException");
  });

  it("ED25519_SHA_512 requires RAW", async () => {
    const digest = new SignCommand({ ...sign(Message).input, MessageType: "DIGEST" });
    expect((await errorOf(kms.send(digest))).name).toBe("ValidationException");
  });

  it("an asymmetric key cannot be rotated", async () => {
    const call = operator.send(new RotateKeyOnDemandCommand({ KeyId: SIGN_ARN }));
    expect((await errorOf(call)).name).toBe("UnsupportedOperationException");
  });
});

describe("states of a key", () => {
  const KeyId = SEAL_ARN;
  const state = async () => (await operator.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;

  it("a disabled key decrypts nothing until it is enabled", async () => {
    const { blob } = await dataKey();
    await operator.send(new DisableKeyCommand({ KeyId }));
    expect((await errorOf(decrypt(blob))).name).toBe("DisabledException");
    expect(await state()).toMatchObject({ KeyState: "Disabled", Enabled: false });
    await operator.send(new EnableKeyCommand({ KeyId }));
    await decrypt(blob);
  });

  it("after rotation, old ciphertexts are still decrypted", async () => {
    const { blob, plaintext } = await dataKey();
    await operator.send(new RotateKeyOnDemandCommand({ KeyId }));
    const { blob: newer } = await dataKey();
    expect((await decrypt(blob)).Plaintext).toEqual(plaintext);
    expect((await decrypt(newer)).Plaintext).toHaveLength(32);
  });

  it("a key pending deletion cannot be used; a cancelled deletion leaves it disabled", async () => {
    const { blob } = await dataKey();
    const scheduled = await operator.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(scheduled.DeletionDate).toEqual(new Date(now.getTime() + 7 * DAY));
    expect((await errorOf(decrypt(blob))).name).toBe("KMSInvalidStateException");
    expect((await errorOf(operator.send(new EnableKeyCommand({ KeyId })))).name).toBe(
      "KMSInvalidStateException",
    );
    expect(await state()).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });
    await operator.send(new CancelKeyDeletionCommand({ KeyId }));
    expect(await state()).toMatchObject({ KeyState: "Disabled" });
    await operator.send(new EnableKeyCommand({ KeyId }));
    await decrypt(blob);
  });

  it("only a scheduled deletion can be cancelled", async () => {
    const error = await errorOf(operator.send(new CancelKeyDeletionCommand({ KeyId })));
    expect(error.name).toBe("KMSInvalidStateException");
  });

  it("the waiting period is 7 to 30 days", async () => {
    const call = operator.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 6 }));
    expect((await errorOf(call)).name).toBe("ValidationException");
  });

  it("after the waiting period the key is gone", async () => {
    await operator.send(new ScheduleKeyDeletionCommand({ KeyId: SIGN_ARN, PendingWindowInDays: 7 }));
    now = new Date(now.getTime() + 7 * DAY);
    expect((await errorOf(operator.send(new DescribeKeyCommand({ KeyId: SIGN_ARN })))).name).toBe(
      "NotFoundException",
    );
  });
});
