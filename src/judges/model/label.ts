/** Tells a verdict's label ("Final rating:") from other text around it. */

import {
  answerNouns,
  followers,
  giveStems,
  labelCompanions,
  outcomeNouns,
  reportStems,
  verdictNouns,
  type WordLists,
} from './label-words.ts';

/**
 * What a phrase is to the verdict behind it: its label, named for the verdict itself or for any outcome; no word at
 * all; or something else.
 */
export type Label = 'verdict' | 'outcome' | 'none' | 'other';

/** Letter case, punctuation and the number of a list item don't matter. */
export function labelOf(phrase: string): Label {
  const words = readLabelWords(withoutTags(phrase).replace(/^\s*\d{1,2}[.)]\s/, ''));
  if (words === undefined) return 'other';
  if (words.length === 0) return 'none';
  if (words.some((word) => verdictNounSet.has(word))) return 'verdict';
  return words.some((word) => outcomeNounSet.has(word)) ? 'outcome' : 'other';
}

/** True for what may follow a verdict in a line of its own: nothing, a unit, `/10`, the verb of the sentence. */
export function mayFollow(text: string): boolean {
  return readFollowers(withoutTags(text)) !== undefined;
}

/** True for a line such as "The answer ends with these words:", under which a judge quotes. */
export function introducesQuotation(line: string): boolean {
  const sentence = lastSentenceOf(line);
  if (!/[:：][\s*_]*$/.test(sentence) || !answerPattern.test(sentence)) return false;
  return labelOf(sentence) === 'other' && (reportPattern.test(sentence) || !givePattern.test(sentence));
}

/** What follows the last end of a sentence in a line. */
export function lastSentenceOf(line: string): string {
  return line.slice(line.search(/[^.!?。]*$/));
}

/** Tags as in `<b>[[8]]</b>` or `[[8]]</s>` are no words. */
export function withoutTags(text: string): string {
  return text.replace(/<[/|]?\w{1,20}[/|]?>/g, (tag) => ' '.repeat(tag.length));
}

const readLabelWords = reader([verdictNouns, outcomeNouns, labelCompanions]);
const readFollowers = reader([followers]);
const verdictNounSet = new Set(wordsOf(verdictNouns));
const outcomeNounSet = new Set(wordsOf(outcomeNouns));
const answerPattern = pattern(answerNouns, '(?![\\p{L}\\p{N}])');
const reportPattern = pattern(reportStems, '');
const givePattern = pattern(giveStems, '');

function wordsOf(lists: WordLists): string[] {
  return Object.values(lists).flatMap((words) => words.split(' '));
}

/** Chinese, Japanese and Korean are written without spaces between such words. */
function isSpaced(word: string): boolean {
  return /^[\p{Script=Latin}\p{N}]+$/u.test(word);
}

/** Reads a phrase word by word, the longest first; undefined where one is not in the lists. */
function reader(lists: readonly WordLists[]): (phrase: string) => string[] | undefined {
  const words = [...new Set(lists.flatMap(wordsOf))].sort((a, b) => b.length - a.length);
  const spaced = words.filter(isSpaced).join('|');
  const unspaced = words.filter((word) => !isSpaced(word)).join('|');
  const next = new RegExp(
    `[^\\p{L}\\p{N}]*(?:((?:${spaced})(?![\\p{Script=Latin}\\p{N}])|${unspaced || '(?!)'})|$)`,
    'uy',
  );
  return (phrase) => {
    const text = phrase.normalize('NFC').toLowerCase();
    const found: string[] = [];
    for (let at = 0; at < text.length; at = next.lastIndex) {
      next.lastIndex = at;
      const match = next.exec(text);
      if (!match) return undefined;
      if (match[1] !== undefined) found.push(match[1]);
    }
    return found;
  };
}

/** Finds one of the words; those of a spaced language only at the beginning of a word. */
function pattern(lists: WordLists, end: string): RegExp {
  const sources = wordsOf(lists).map((word) => (isSpaced(word) ? `(?<![\\p{L}\\p{N}])${word}${end}` : word));
  return new RegExp(sources.join('|'), 'iu');
}
