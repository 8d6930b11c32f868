import { describe, expect, it } from "vitest";
import { bilingual } from "../../functions/kernel/bilingual.ts";
import { conditions, readings } from "../../functions/kernel/conditions.ts";
import { completed, missingIn, templates } from "../../functions/programs/template-store.ts";
import { easeOf, gradeOf, longestSentence } from "../readability.ts";

const own = (word: string) => ({ en: word, es: `${word}-es` });
/** What somebody must notice in each condition, as the texts say it. */
const signs = {
  "heart-failure": [/chest pain/, /breath/, /faint/, /dolor en el pecho/, /respirar/, /desmaya/],
  diabetes: [/sugar/, /faint/, /confused/, /azúcar/, /desmaya/, /confundido/],
  obesity: [/chest pain/, /breath/, /one side/, /dolor en el pecho/, /respirar/, /un lado/],
  asthma: [/hard to breathe/, /inhaler/, /lips/, /cuesta respirar/, /inhalador/, /labios/],
} as const;

describe.each(conditions)("the template for %s", (condition) => {
  const { title, purpose, emergency, replyPromise, spaces, readings: suggested } = templates[condition];

  it("has every text in both languages, short enough to be replaced by one of the health system's own", () => {
    for (const [text, longest] of [
      [title, 120],
      [purpose, 500],
      [emergency, 500],
      [replyPromise, 300],
      ...spaces.map((space) => [space, 80] as const),
    ] as const)
      expect(bilingual(longest).safeParse(text).data).toEqual(text);
    expect(spaces.length).toBeGreaterThan(0);
  });

  it("can be read in the sixth school year, and in Spanish as easily, without long sentences", () => {
    for (const { en, es } of [purpose, emergency, replyPromise]) {
      expect(gradeOf([en]), en).toBeLessThanOrEqual(6);
      expect(easeOf([es]), es).toBeGreaterThanOrEqual(70);
      for (const text of [en, es]) expect(longestSentence(text), text).toBeLessThanOrEqual(20);
    }
  });

  it("names the condition's own warning signs", () => {
    const said = `${emergency.en} ${emergency.es}`;
    expect(signs[condition].filter((sign) => !sign.test(said))).toEqual([]);
  });

  it.each(["en", "es"] as const)(
    "says in %s that it is not for emergencies, and to call 911 and 988",
    (language) => {
      expect(emergency[language]).toMatch(/^(?:This is not for emergencies|Esto no es para emergencias)\./);
      expect(emergency[language]).toMatch(/911/);
      expect(emergency[language]).toMatch(/988/);
    },
  );

  it("suggests readings that Kith knows, each once", () => {
    expect(suggested.filter((reading) => !readings.includes(reading))).toEqual([]);
    expect(new Set(suggested).size).toBe(suggested.length);
    expect(suggested).toContain("symptoms");
  });
});

describe("a program's texts", () => {
  it("are the template's where nothing else is said", () => {
    const { spaces: _, ...texts } = templates.asthma;
    expect(completed({}, templates.asthma)).toEqual(texts);
  });
  it("are the health system's own where it says something else", () => {
    const said = {
      title: own("title"),
      purpose: own("purpose"),
      emergency: own("emergency"),
      replyPromise: own("promise"),
      readings: ["weight" as const],
    };
    expect(completed(said, templates.asthma)).toEqual(said);
    expect(missingIn({}, templates.asthma)).toEqual([]);
  });
  it("need no template when they are complete, and then no purpose and no readings", () => {
    const said = { title: own("title"), emergency: own("emergency"), replyPromise: own("promise") };
    expect(completed(said, undefined)).toEqual({ ...said, purpose: undefined, readings: [] });
    expect(missingIn(said, undefined)).toEqual([]);
  });
  it.each(["title", "emergency", "replyPromise"] as const)(
    "are missing without a template and without %s",
    (name) => {
      const said = { title: own("a"), emergency: own("b"), replyPromise: own("c"), [name]: undefined };
      expect(completed(said, undefined)).toBeUndefined();
      expect(missingIn(said, undefined)).toEqual([name]);
    },
  );
});
