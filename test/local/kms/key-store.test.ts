import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openKeyStore } from "../../../local/kms/key-store.ts";
import { keysOf } from "../../../local/kms/template.ts";
import { resource, stack, stackOf } from "../wire/stack.ts";

let folder: string;
const keys = keysOf(stack);
const open = () => openKeyStore(folder, keys, () => new Date(0));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kms-"));
});

afterEach(async () => rm(folder, { recursive: true }));

it("keeps the material over a restart, and makes that of new keys", async () => {
  const first = await openKeyStore(folder, keys.slice(0, 1), () => new Date(0));
  const kept = first.record("data-key");
  const second = await open();
  expect(second.record("data-key")).toEqual(kept);
  expect((await open()).record("seal-key")).toEqual(second.record("seal-key"));
});

it("has a change on disk when it returns, and no half-written file beside it", async () => {
  const store = await open();
  const record = store.record("seal-key");
  await Promise.all([
    store.save({ ...record, enabled: false }),
    store.save({ ...store.record("data-key"), enabled: false }),
  ]);
  const again = await open();
  expect([again.record("seal-key").enabled, again.record("data-key").enabled]).toEqual([false, false]);
  expect(await readdir(folder)).toEqual(["kms.json"]);
});

it.each(["", "{", '{"format":"kms-1"}', '{"format":"kms-2","keys":[]}'])(
  "refuses the damaged store %j and leaves it",
  async (text) => {
    const path = join(folder, "kms.json");
    await writeFile(path, text);
    await expect(open()).rejects.toThrow("is damaged; nothing was changed");
    expect(await readFile(path, "utf8")).toBe(text);
  },
);

it.each([
  ["an unknown kind", { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }, "kind of key not known"],
  ["an unknown use", { KeyUsage: "SIGN_VERIFY" }, "cannot be used so"],
])("refuses a template with %s of key", (_, properties, message) => {
  const KeyPolicy = { Statement: [] };
  expect(() =>
    keysOf(stackOf([resource("AWS::KMS::Key", "k", "arn:k", { KeyPolicy, ...properties })])),
  ).toThrow(message);
});
