import type { Language } from "../functions/kernel/language.ts";

const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
const sentences = (text: string): number => text.match(/[.!?]+(?=\s|$)/g)?.length ?? 1;

/** Groups of vowels; of an English word without an end that is not spoken. */
const syllables: Readonly<Record<Language, (word: string) => number>> = {
  en: (word) =>
    Math.max(
      1,
      word.replace(/(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$/i, "").match(/[aeiouy]+/gi)?.length ?? 1,
    ),
  // A hiatus has two: strong vowels side by side, or a weak one with an accent.
  es: (word) => Math.max(1, word.match(/[íú]|[iuü]?[aeoáéó][iuy]?|[iuü]+y?|y$/gi)?.length ?? 1),
};

/** Years of school from what a sentence has in words, and a word in syllables. */
const years: Readonly<Record<Language, (perSentence: number, perWord: number) => number>> = {
  /** Flesch and Kincaid 1975. */
  en: (perSentence, perWord) => 0.39 * perSentence + 11.8 * perWord - 15.59,
  /** Crawford 1984, of sentences and syllables per hundred words. */
  es: (perSentence, perWord) => -0.205 * (100 / perSentence) + 0.049 * (100 * perWord) - 3.407,
};

/** How many years of school a text asks for. */
export function readingGrade(text: string, language: Language): number {
  const all = words(text);
  const spoken = all.reduce((sum, word) => sum + syllables[language](word), 0);
  return years[language](all.length / sentences(text), spoken / all.length);
}
