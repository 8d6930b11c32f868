import { DisableKeyCommand, EnableKeyCommand, EncryptCommand } from "@aws-sdk/client-kms";
import { afterAll, describe, expect, it } from "vitest";
import { outboxId } from "../../functions/kernel/ids.ts";
import type { SignInTask } from "../../functions/kernel/outbox.ts";
import { newIds } from "../../functions/platform/ids.ts";
import { openTask, sealedOutbox } from "../../functions/platform/outbox.ts";
import { auditKey, sealKey, startLocalAws } from "./fakes/local-aws.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());

const newId = newIds(Date.now);
const outbox = { kms: aws.kms, tenant: "example", keyArn: auditKey };
const tasks: readonly SignInTask[] = [
  { do: "create", pool: "workforce", email: "grace@example.org", language: "es" },
  { do: "disable", pool: "members", subject: "5a0d" },
  { do: "enable", pool: "members", subject: "5a0d" },
  { do: "sign-out", pool: "workforce", subject: "7c1e" },
];

/** A task as it lies in the outbox. */
async function left(task: SignInTask) {
  const write = await sealedOutbox({ ...outbox, newId }).tell(task);
  if (write.kind !== "create" || !(write.attributes.task instanceof Uint8Array)) throw new Error("no task");
  return { id: outboxId.parse(write.key.sk.slice("TASK#".length)), sealed: write.attributes.task };
}
/** Something else that was sealed as a task is. */
async function leftText(text: string, KeyId = auditKey) {
  const id = newId(outboxId);
  const context = { tenant: "example", purpose: "outbox", version: id };
  const command = new EncryptCommand({ KeyId, Plaintext: Buffer.from(text), EncryptionContext: context });
  return { id, sealed: (await aws.kms.send(command)).CiphertextBlob ?? new Uint8Array() };
}

describe("a task of the outbox", () => {
  it.each(tasks)("opens as it was left: $do", async (task) => {
    const { id, sealed } = await left(task);
    expect(await openTask(outbox, id, sealed)).toEqual(task);
  });

  it("shows nobody an address without the key", async () => {
    const [task] = tasks as [SignInTask];
    expect(Buffer.from((await left(task)).sealed).toString("latin1")).not.toContain("grace");
  });

  it("is left by no function that was given no key for it", async () => {
    const [task] = tasks as [SignInTask];
    const closed = sealedOutbox({ ...outbox, keyArn: undefined, newId });
    await expect(closed.tell(task)).rejects.toMatchObject({ code: "internal" });
  });

  it("opens in no other place and for no other tenant", async () => {
    const [{ id, sealed }, other] = [await left(tasks[1] as SignInTask), newId(outboxId)];
    expect(await openTask(outbox, other, sealed)).toBeUndefined();
    expect(await openTask({ ...outbox, tenant: "other" }, id, sealed)).toBeUndefined();
  });

  it.each(["", "no JSON", "{}", '{"do":"forget","pool":"members","subject":"5a0d"}'])(
    "is none when something else was sealed: %s",
    async (text) => {
      const { id, sealed } = await leftText(text === "" ? " " : text);
      expect(await openTask(outbox, id, sealed)).toBeUndefined();
    },
  );

  it("is none when it was sealed under another key, or is no ciphertext", async () => {
    const { id, sealed } = await leftText(JSON.stringify(tasks[1]), sealKey);
    expect(await openTask(outbox, id, sealed)).toBeUndefined();
    expect(await openTask(outbox, id, Buffer.from("nothing"))).toBeUndefined();
  });

  it("is not taken for lost, and not left, while its key cannot be used", async () => {
    const { id, sealed } = await left(tasks[1] as SignInTask);
    await aws.kms.send(new DisableKeyCommand({ KeyId: auditKey }));
    await expect(openTask(outbox, id, sealed)).rejects.toMatchObject({ code: "unavailable" });
    await expect(left(tasks[1] as SignInTask)).rejects.toMatchObject({ code: "unavailable" });
    await aws.kms.send(new EnableKeyCommand({ KeyId: auditKey }));
    expect(await openTask(outbox, id, sealed)).toEqual(tasks[1]);
  });
});
