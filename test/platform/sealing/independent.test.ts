import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Place, Shape } from "../../../functions/kernel/ports.ts";
import { newTrail } from "../../../functions/platform/trail.ts";
import { requestVault } from "../../../functions/platform/vault.ts";
import { joe, maria, tenant, tenantWith } from "../keyring/tenant.ts";
import { anyText } from "./arbitraries.ts";
import { openerRuns, openIndependently, type ToOpen } from "./opener/independent-opener.ts";
import { knownAnswers } from "./vectors.ts";

if (!openerRuns)
  process.stderr.write("NOT CHECKED: no python3 with OpenSSL's library; the independent opener.\n");

const blocks: Readonly<Record<Shape, number>> = { text: 64, structured: 256 };
const place = (version: number): Place => ({
  table: "community",
  pk: "THREAD#01J00000000000000000000009",
  sk: "MSG#01J0000000000000000000000A",
  attribute: "body",
  owner: maria,
  class: "community",
  version,
});
const contextOf = ({ table, pk, sk, attribute, owner, version }: Place) => [
  tenant,
  table,
  pk,
  sk,
  attribute,
  owner,
  String(version),
];

/** Maria's key as it lies in the keyring, and the branch key that it is wrapped under. */
const wrappedKey = async () => {
  const made = await tenantWith();
  const keyring = made.instance();
  const { writes } = await keyring.newOwner(maria);
  await made.dynamodb.write(writes);
  const [first] = writes;
  if (first?.kind !== "create" || !(first.attributes.key instanceof Uint8Array))
    throw new Error("The first write of a member is the key.");
  const { pk, sk } = first.key;
  const context = [tenant, "keyring", pk, sk, "key", maria, String(first.attributes.v)];
  const branch = (await keyring.branchKey()).key.export();
  return { made, keyring, wrapped: { key: branch, context, sealed: first.attributes.key, block: 64 } };
};

describe("an opener in another language, with other libraries", () => {
  it.runIf(process.env.CI)("is there in CI", () => {
    expect(openerRuns).toBe(true);
  });

  it.runIf(openerRuns && knownAnswers)("opens the known answers", () => {
    const vectors = knownAnswers ?? [];
    const opened = openIndependently(
      vectors.map(({ key, context, sealed, padTo }) => ({ key, context, sealed, block: padTo })),
    );
    expect(opened).toEqual(vectors.map(({ plain }) => plain));
  });

  it.runIf(openerRuns)(
    "reads what we sealed, from the branch key to the text, and nothing that was changed",
    async () => {
      const { made, keyring, wrapped } = await wrappedKey();
      const [key] = openIndependently([wrapped]);
      if (key === undefined) throw new Error("The wrapped key did not open.");
      const vault = requestVault({
        keyring,
        trail: newTrail(),
        tenant,
        log: (line) => made.lines.push(line),
      });
      const long = fc.nat(60_000).map((length) => "We walk. ".repeat(length / 9));
      const texts = fc.sample(
        fc.tuple(fc.oneof(anyText(1_000), long), fc.constantFrom("text", "structured")),
        60,
      );
      const values = await Promise.all(
        texts.map(async ([text, shape], at) => {
          const sealed = await vault.seal(place(at), text, shape);
          return { key, context: contextOf(place(at)), sealed, block: blocks[shape] };
        }),
      );
      expect(openIndependently(values).map((plain) => plain?.toString("utf8"))).toEqual(
        texts.map(([text]) => text),
      );
      expect(openIndependently(values.flatMap(changed))).toEqual(
        values.flatMap(changed).map(() => undefined),
      );
    },
  );
});

/** The same value with one thing wrong: a bit, the key, the member, the version, the block. */
const changed = ({ key, context, sealed, block }: ToOpen): readonly ToOpen[] => [
  { key, context, block, sealed: flipped(sealed, sealed.length - 20) },
  { key: flipped(key, 0), context, block, sealed },
  { key, context: context.with(5, joe), block, sealed },
  { key, context: context.with(6, "1000"), block, sealed },
  { key, context, block: block * 512, sealed },
];

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  Buffer.from(bytes).fill((bytes[at] ?? 0) ^ 1, at, at + 1);
