import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";

const sentencesIn = (text: string): readonly string[] =>
  text
    .split(/[.!?:](?:\s+|$)/)
    .map((part) => part.trim())
    .filter(Boolean);
export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const countsOf = (texts: readonly string[], syllablesIn: (word: string) => number) => {
  const words = texts.flatMap(wordsIn);
  return {
    sentence: sum(texts.map((text) => sentencesIn(text).length)),
    word: words.length,
    syllable: sum(words.map(syllablesIn)),
  };
};

/** U.S. school grade that English texts ask for (Flesch-Kincaid). A tripwire, no proof of plainness. */
export const gradeOf = (texts: readonly string[]): number => fleschKincaid(countsOf(texts, syllable));

/** Spanish syllables: groups of vowels, where two strong ones or a stressed weak one stand apart. */
const spanishSyllables = (word: string): number => {
  const vowels = word
    .toLowerCase()
    .replaceAll(/qu(?=[eéií])|gu(?=[eéií])/g, "g")
    .replaceAll(/y$/g, "i");
  const groups = vowels.match(/[aeoáéó]|[iuü]*[íú]|[iuü]+(?![aeoáéóíú])/g) ?? [];
  const diphthongs = vowels.match(/[aeoáéó][iuü](?![aeoáéó])/g) ?? [];
  return Math.max(1, groups.length - diphthongs.length);
};

/** How easy Spanish texts are to read, 100 the easiest (Fernández-Huerta): 70 is what a sixth-grader reads. */
export const easeOf = (texts: readonly string[]): number => {
  const { sentence, word, syllable: syllables } = countsOf(texts, spanishSyllables);
  return 206.84 - 60 * (syllables / word) - 1.02 * (word / sentence);
};

/** The longest sentence, in words. */
export const longestSentence = (text: string): number =>
  Math.max(...sentencesIn(text).map((sentence) => wordsIn(sentence).length));
