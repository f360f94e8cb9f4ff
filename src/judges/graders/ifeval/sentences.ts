/**
 * English sentences as NLTK's punkt finds them: Kiss & Strunk 2006, "Unsupervised Multilingual Sentence Boundary
 * Detection", Computational Linguistics 32(4), sections 4.1–4.3, written anew after `PunktSentenceTokenizer` of NLTK
 * 3.9.1. The trained English model is not here, only what sentence-words.ts knows of it, so that some counts differ
 * after an abbreviation, an initial or an ellipsis.
 */

import { isLower, isUpper, spaceClass, stripEnd, wordClass } from './python/text.ts';
import { abbreviations, followsNumber, isCommonWord, startsSentences } from './sentence-words.ts';

const space = `[${spaceClass}]`;
const nonSpace = `[^${spaceClass}]`;
/** What ends a word besides white space, the full stop aside. */
const closing = `[)";}\\]*:@'({[?!]`;
const dashesOrDots = `(?:-{2,}|\\.{2,}|(?:\\.${space}){2,}\\.)`;
const wordEnd = `(?=${space}|$|${closing}|${dashesOrDots}|,(?=$|${space}|${closing}|${dashesOrDots}))`;
const token = new RegExp(
  `${dashesOrDots}|(?=[^("\`{[:;&#*@)}\\]\\-,])${nonSpace}+?${wordEnd}|${nonSpace}`,
  'gu',
);

const candidate = new RegExp(`[.?!](?=(${closing}|${space}+(${nonSpace}+)))`, 'gu');
const closers = new RegExp(`^["')\\]}]+?(?:${space}+|(?=--)|(?![^\\n]))`, 'u');
const number = /^-?[.,]?\p{Nd}[\p{Nd},.-]*$/u;
const initial = new RegExp(`^(?=[${wordClass}])\\P{Nd}\\.$`, 'u');
const asciiSpaces = ' \t\n\r\v\f';

/** A place where a sentence may end. */
interface Candidate {
  /** Where the word before the mark starts, and where the mark is. */
  start: number;
  mark: number;
  /** What follows: one closing character, or white space and the next word. */
  after: string;
  /** Where the next sentence starts if one ends here. */
  next: number;
}

interface Span {
  start: number;
  end: number;
}

/** The sentences of a text, `PunktSentenceTokenizer.tokenize(text)`: none for an empty one. Takes linear time. */
export function splitSentences(text: string): string[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { start: word, mark, after, next } of candidates(text)) {
    if (!breaks(text.slice(word, mark + 1) + after, startsLine(text, word))) continue;
    spans.push({ start, end: mark + 1 });
    start = next;
  }
  spans.push({ start, end: Math.max(start, stripEnd(text).length) });
  return withClosers(text, spans);
}

/** Every place where a sentence may end; of those within one word ("Stop!?!") the last. */
function* candidates(text: string): Generator<Candidate> {
  let previous: Candidate | undefined;
  for (const match of text.matchAll(candidate)) {
    const [, after = '', nextWord] = match;
    const mark = match.index;
    const start = wordStart(text, mark, previous);
    if (previous && previous.mark <= start) yield previous;
    const gap = nextWord === undefined ? 0 : after.length - nextWord.length;
    previous = { start, mark, after, next: mark + 1 + gap };
  }
  if (previous) yield previous;
}

/** White space at the very place of the previous mark counts as none, as it does in NLTK. */
function wordStart(text: string, mark: number, previous: Candidate | undefined): number {
  const from = previous?.mark ?? 0;
  let at = mark - 1;
  while (at > from && !asciiSpaces.includes(text.charAt(at))) at -= 1;
  return at > from ? at + 1 : (previous?.start ?? 0);
}

/** Closing quotes and brackets go to the sentence before them. */
function withClosers(text: string, spans: readonly Span[]): string[] {
  const sentences: string[] = [];
  let moved = 0;
  for (const [index, { start, end }] of spans.entries()) {
    const own = start + moved;
    const next = spans[index + 1];
    const match = next && closersAt(text, next);
    moved = match?.length ?? 0;
    if (next && match !== undefined) sentences.push(text.slice(own, next.start + stripEnd(match).length));
    else if (own < end) sentences.push(text.slice(own, end));
  }
  return sentences;
}

function closersAt(text: string, { start, end }: Span): string | undefined {
  if (!`"')]}`.includes(text.charAt(start))) return undefined;
  return text.slice(start, end).match(closers)?.[0];
}

function startsLine(text: string, index: number): boolean {
  let at = index;
  while (at > 0 && ' \t'.includes(text.charAt(at - 1))) at -= 1;
  return at === 0 || text.charAt(at - 1) === '\n';
}

/** Whether a sentence ends within the words around one mark, and something follows it. */
function breaks(context: string, atLineStart: boolean): boolean {
  const words = context.split('\n').flatMap((line) => line.match(token) ?? []);
  return words.some((word, index) => {
    const next = words[index + 1];
    return next !== undefined && endsSentence(word, next, atLineStart);
  });
}

function endsSentence(word: string, next: string, atLineStart: boolean): boolean {
  if (!word.endsWith('.')) return word === '?' || word === '!';
  const isEllipsis = /^\.{2,}$/.test(word);
  const known = !isEllipsis && isAbbreviation(word);
  const ends = word === '.' || !(isEllipsis || known || word.endsWith('..'));
  const type = wordType(word);
  const isInitial = initial.test(word);
  if (type === '##number##' && followsNumber(typeBefore(next))) return false;
  if ((known || isEllipsis) && !isInitial && startsAfterAbbreviation(next)) return true;
  if (!isInitial && type !== '##number##') return ends;
  if (isPunctuation(next) || isLower(firstOf(next))) return false;
  return ends && !(isInitial && isName(next, atLineStart));
}

/** A letter at the start of a line labels an item of a list, whatever word comes next, if it is no second initial. */
function isName(next: string, afterLabel: boolean): boolean {
  if (!isUpper(firstOf(next)) || isCommonWord(typeBefore(next))) return false;
  return !afterLabel || initial.test(next);
}

function isAbbreviation(word: string): boolean {
  const stem = word.slice(0, -1).toLowerCase();
  return abbreviations.has(stem) || abbreviations.has(stem.slice(stem.lastIndexOf('-') + 1));
}

function startsAfterAbbreviation(next: string): boolean {
  return !isPunctuation(next) && isUpper(firstOf(next)) && startsSentences(typeBefore(next));
}

function isPunctuation(word: string): boolean {
  return word.length === 1 && ';:,.!?'.includes(word);
}

function firstOf(word: string): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0);
}

function wordType(word: string): string {
  const lower = word.toLowerCase();
  return number.test(lower) ? '##number##' : lower;
}

/** The type of the next word, its full stop gone where it would end a sentence itself. */
function typeBefore(next: string): string {
  const type = wordType(next);
  const ends = next.endsWith('.') && !next.endsWith('..') && !isAbbreviation(next);
  return ends && type.length > 1 && type.endsWith('.') ? type.slice(0, -1) : type;
}
