import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemKinds } from "../../functions/clear.ts";
import { clearForms } from "../../functions/clear-forms.ts";
import * as keys from "../../functions/kernel/keys.ts";

const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const digest = "AAECAwQFBgcICQoLDA0ODw";
/** Every builder of a key of the `community` table, with ids in the place of its parts. */
const built = Object.entries(keys).flatMap(([name, builder]) => {
  if (name === "poolKeysKey") return [keys.poolKeysKey];
  if (name === "outboxTurnKey") return [keys.outboxTurnKey];
  if (typeof builder !== "function") return [];
  const build = builder as (...parts: readonly (string | number)[]) => { pk: string; sk: string };
  if (name === "rosterKey") return [build(id, "team", id), build(id, "members", id)];
  if (name === "emailKey") return [build(digest, "members"), build(digest, "workforce")];
  if (name === "rateKey") return [build(digest, 490_000)];
  if (name === "jobRowKey") return [build(id, 7)];
  if (name === "historyKey") return [build(id, id, 7)];
  const made = build(...(/signIn|invitation|idempotency/.test(name) ? [digest] : [id, id, id]));
  return typeof made === "string" ? [] : [made];
});

describe("The list of what stays clear", () => {
  it("has exactly one kind for each key that the community table can have", () => {
    expect(built.length).toBeGreaterThan(20);
    for (const { pk, sk } of built) {
      const kinds = Object.values(itemKinds).filter(
        (kind) => kind.table === "community" && kind.pk.test(pk) && kind.sk.test(sk),
      );
      expect(kinds, `${pk} ${sk}`).toHaveLength(1);
    }
  });

  it("gives a reason in a sentence for each attribute", () => {
    for (const { clear } of Object.values(itemKinds)) {
      for (const { reason } of Object.values(clear)) expect(reason).toMatch(/^[A-Z].{5,}\.$/);
    }
  });

  it("has a form for each attribute of text", () => {
    const others = ["keyId", "token", "wrapped", "publicKeys", "published", "postings", "treeHash", "leaf"];
    for (const { form } of Object.values(itemKinds).flatMap(({ clear }) => Object.values(clear))) {
      expect([form, form.replace(/s$/, "")].some((name) => name in clearForms || others.includes(name))).toBe(
        true,
      );
    }
  });

  it("lets no sentence into a clear attribute or a key", () => {
    const word = fc.stringMatching(/^[A-Za-zñ']{1,12}$/);
    fc.assert(
      fc.property(word, word, word, (one, two, three) => {
        const sentence = `${one} ${two} ${three}`;
        for (const form of Object.values(clearForms)) expect(form.test(sentence)).toBe(false);
        for (const { pk, sk } of Object.values(itemKinds)) {
          expect(pk.test(sentence) || sk.test(sentence)).toBe(false);
          expect(pk.test(`THREAD#${sentence}`)).toBe(false);
        }
      }),
    );
  });

  it("seals what tells of a person or a condition", () => {
    const clear = Object.values(itemKinds).flatMap(({ clear: listed }) => Object.keys(listed));
    for (const name of ["alias", "body", "texts", "title", "name", "email", "text", "key"]) {
      expect(clear).not.toContain(name);
    }
  });
});
