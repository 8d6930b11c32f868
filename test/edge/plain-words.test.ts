import { describe, expect, it } from "vitest";
import { accessWords } from "../../functions/audit/access-words.ts";
import { problemTexts } from "../../functions/edge/problem-texts.ts";
import { problems } from "../../functions/kernel/problems.ts";
import { easeOf, gradeOf, longestSentence, wordsIn } from "../readability.ts";

type Both = Readonly<Record<"en" | "es", string>>;
const problemsSaid = Object.entries(problemTexts).map(([code, { en, es }]) => ({
  code,
  en: `${en.title}. ${en.detail}`,
  es: `${es.title}. ${es.detail}`,
}));
const catalogue: readonly Both[] = [...problemsSaid, ...accessWords];
const all = (language: "en" | "es"): readonly string[] => catalogue.map((text) => text[language]);

/** Words of our trade, which say nothing to the people who read this. */
const banned = {
  en: /\b(?:submit|authenticat\w+|authoriz\w+|moderat\w+|invalid|credential\w*|session|parameter|resource|request failed)\b/i,
  es: /\b(?:autentica\w+|autoriza\w+|inválid\w+|credencial\w*|parámetro\w*|recurso)\b/i,
};
/** Said to who builds the app, and named by its header. */
const toBuilders = new Set([
  "idempotency-key-required",
  "idempotency-key-reused",
  "precondition-required",
  "unsupported-media-type",
]);
/** How a next step begins. */
const steps = {
  en: /\b(?:check|go|sign in|enter|call|ask|wait|try|load|look|make|read|remove|must)\b/i,
  es: /\b(?:revise|vuelva|inicie|escriba|llame|pregunte|espere|intente|cárguelo|hágalo|lea|mire|quite|siga|puede|debe)\b/i,
};

describe("what people read when something is refused or fails", () => {
  it("is there for every problem, in both languages", () => {
    expect(Object.keys(problemTexts).toSorted()).toEqual(Object.keys(problems).toSorted());
    for (const { en, es } of catalogue) expect(en && es && en !== es).toBeTruthy();
  });
  it("asks for at most six years of school in English", () => {
    expect(gradeOf(all("en"))).toBeLessThanOrEqual(6);
  });
  it("is easy to read in Spanish", () => {
    expect(easeOf(all("es"))).toBeGreaterThanOrEqual(70);
  });
  it.each(problemsSaid.filter(({ code }) => !toBuilders.has(code)))(
    "is plain by itself: $code",
    ({ en, es }) => {
      expect(gradeOf([en])).toBeLessThanOrEqual(8);
      expect(easeOf([es])).toBeGreaterThanOrEqual(60);
    },
  );
  it.each(catalogue)("has no sentence of more than 20 words and no word of the trade: $en", ({ en, es }) => {
    for (const text of [en, es]) expect(longestSentence(text)).toBeLessThanOrEqual(20);
    expect(en).not.toMatch(banned.en);
    expect(es).not.toMatch(banned.es);
  });
  it.each(Object.entries(problemTexts))("says what to do next: %s", (_, { en, es }) => {
    expect(en.detail).toMatch(steps.en);
    expect(es.detail).toMatch(steps.es);
  });
});

describe("the measure of plain words", () => {
  it("tells plain from official English", () => {
    expect(gradeOf(["You are not signed in. Sign in again."])).toBeLessThan(3);
    expect(
      gradeOf(["Authentication credentials were insufficient to authorize the requested operation."]),
    ).toBeGreaterThan(12);
  });
  it("tells plain from official Spanish", () => {
    expect(easeOf(["Espere un momento y pruebe otra vez."])).toBeGreaterThan(80);
    expect(
      easeOf([
        "Las credenciales de autenticación resultaron insuficientes para autorizar la operación solicitada.",
      ]),
    ).toBeLessThan(30);
  });
  it("counts words in both languages", () => {
    expect([wordsIn("You can't").length, wordsIn("Cárguelo de nuevo.").length]).toEqual([2, 3]);
  });
});
