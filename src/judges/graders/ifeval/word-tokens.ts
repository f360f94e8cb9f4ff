/** The words of an English sentence as NLTK's `word_tokenize` cuts them: the Penn Treebank's rules, extended. */

import { isBoundary, isSpace, spaceClass } from './python/text.ts';
import { splitSentences } from './sentences.ts';

type Rule = readonly [pattern: RegExp, replacement: string];

const startingQuotes: readonly Rule[] = [
  [/[«“‘„]|`+/gu, ' $& '],
  [/^"/u, '``'],
  [/``/gu, ' $& '],
  [/([ ([{<])(?:"|'{2})/gu, '$1 `` '],
];

/** Before no clitic. "Ignore case" holds here as in Python, for which the "ſ" of old prints is an s. */
const loneQuote = /'(?!re|ve|ll|m|t|s|d|n)/giu;

const punctuation: readonly Rule[] = [
  [/([:,])(\P{Nd})/gu, ' $1 $2'],
  [/[:,]$/u, ' $& '],
  [/\.{2,}/gu, ' $& '],
  [/[;@#$%&?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[*\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
];

const endings: readonly Rule[] = [
  [/[»”’]/gu, ' $& '],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [new RegExp(`[${spaceClass}]+`, 'gu'), ' '],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
];

/** Between word boundaries. Python's "ignore case" takes the dotless and the dotted i of Turkish for an i, too. */
const contractions: readonly RegExp[] = [
  ...[/(can)(not)/giu, /(d)('ye)/giu, /(g[iıİ]m)(me)/giu, /(gon)(na)/giu, /(got)(ta)/giu, /(lem)(me)/giu],
  ...[/(more)('n)/giu, /(wan)(na)(?= )/giu, /(?<= )('t)([iıİ]s|was)/giu],
];

/** As NLTK 3.8.1 and 3.9.1 `word_tokenize(text)` does: sentence by sentence. Later versions cut at dashes, too. */
export function wordTokens(text: string): string[] {
  return splitSentences(text).flatMap(sentenceTokens);
}

/** `NLTKWordTokenizer.tokenize`, whose rules are applied one after the other to the whole sentence. */
function sentenceTokens(sentence: string): string[] {
  const opened = partLetterQuotes(apply(startingQuotes, sentence));
  const parted = ` ${apply(punctuation, partFinalPeriod(opened))} `;
  return contractions
    .reduce(partContractions, apply(endings, parted))
    .split(' ')
    .filter((token) => token !== '');
}

function apply(rules: readonly Rule[], text: string): string {
  return rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);
}

/** A quotation mark before one lone letter: `(')(?!re|ve|ll|m|t|s|d|n)(\w)\b`. Boundaries take long to compile. */
function partLetterQuotes(text: string): string {
  return text.replace(loneQuote, (quote, index: number) => {
    const next = String.fromCodePoint(text.codePointAt(index + 1) ?? 0x20);
    const isLone = isBoundary(next, 0) && isBoundary(text, index + 1 + next.length);
    return isLone ? `${quote} ` : quote;
  });
}

function partContractions(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match, first: string, second: string, index: number) => {
    const isWord = first.startsWith("'") || isBoundary(text, index);
    return isWord && isBoundary(text, index + match.length) ? ` ${first} ${second} ` : match;
  });
}

/**
 * The rule `([^.])(\.)([\]\)}>"'»”’ ]*)\s*$`, by hand: as a pattern it takes time that grows with the square of a run
 * of spaces.
 */
function partFinalPeriod(text: string): string {
  const period = text.lastIndexOf('.');
  if (period < 1 || text.charAt(period - 1) === '.') return text;
  let closed = period + 1;
  while (closed < text.length && `])}>"'»”’ `.includes(text.charAt(closed))) closed += 1;
  for (let at = closed; at < text.length; at += 1) if (!isSpace(text.charAt(at))) return text;
  return `${text.slice(0, period)} . ${text.slice(period + 1, closed)} `;
}
