import { expect, it } from "vitest";
import { problemTexts } from "../../functions/edge/problem-texts.ts";
import { languages } from "../../functions/kernel/language.ts";
import { readingGrade } from "../reading-grade.ts";

const texts = Object.entries(problemTexts).flatMap(([code, text]) =>
  languages.map((language) => ({ code, language, ...text[language] })),
);

it.each(texts)("$code is read after six years of school in $language, and says what to do", (text) => {
  expect(readingGrade(`${text.title}. ${text.detail}`, text.language)).toBeLessThanOrEqual(6);
  expect(text.title).toMatch(/^[^.]{3,40}$/);
  expect(text.detail).toMatch(/^.{10,110}\.$/);
});
