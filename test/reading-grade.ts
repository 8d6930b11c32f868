const sentencesOf = (text: string): number => Math.max(1, (text.match(/[.!?]+(?:\s|$)|:\s/g) ?? []).length);
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\d']+/gu) ?? [];

/** Syllables of an English word, by its groups of vowels; a silent e at the end is none. */
function syllablesInEnglish(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = plain.replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, (end) => end[0] ?? "");
  return Math.max(1, (groups.match(/[aeiouy]+/g) ?? []).length);
}

/** Syllables of a Spanish word: strong vowels and marked weak ones each carry one, other weak ones lean on a neighbour. */
const syllablesInSpanish = (word: string): number =>
  Math.max(1, (word.toLowerCase().match(/[iuü]*[aeoáéóíú]|[iuü]+(?![aeoáéóíú])/g) ?? []).length);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The school year in which an English text can be read (Flesch-Kincaid grade level). */
export function gradeOf(text: string): number {
  const words = wordsOf(text);
  const perSentence = words.length / sentencesOf(text);
  return 0.39 * perSentence + 11.8 * (sum(words.map(syllablesInEnglish)) / words.length) - 15.59;
}

/** How easily a Spanish text is read (Szigriszt-Pazos; INFLESZ calls 55 and more normal, 65 and more quite easy). */
export function easeOf(text: string): number {
  const words = wordsOf(text);
  const perSentence = words.length / sentencesOf(text);
  return 206.835 - 62.3 * (sum(words.map(syllablesInSpanish)) / words.length) - perSentence;
}
