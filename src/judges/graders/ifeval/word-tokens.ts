/** The words of an English sentence as NLTK's `word_tokenize` cuts them: the Penn Treebank's rules, extended. */

import { boundary, isSpace, spaceClass, wordClass } from './python-text.ts';
import { splitSentences } from './sentences.ts';

type Rule = readonly [pattern: RegExp, replacement: string];

const startingQuotes: readonly Rule[] = [
  [/[«“‘„]|`+/gu, ' $& '],
  [/^"/u, '``'],
  [/``/gu, ' $& '],
  [/([ ([{<])(?:"|'{2})/gu, '$1 `` '],
  // A quotation mark before one lone letter that is no clitic.
  [new RegExp(`'(?!re|ve|ll|m|t|s|d|n)([${wordClass}])${boundary}`, 'giu'), "' $1"],
];

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

// Python's "ignore case" takes the dotless and the dotted i of Turkish for an i, too.
const contractions: readonly Rule[] = [
  ...['(can)(not)', "(d)('ye)", '(g[iıİ]m)(me)', '(gon)(na)', '(got)(ta)', '(lem)(me)', "(more)('n)"].map(
    (parts): Rule => [new RegExp(`${boundary}${parts}${boundary}`, 'giu'), ' $1 $2 '],
  ),
  [new RegExp(`${boundary}(wan)(na)(?= )`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)([iıİ]s|was)${boundary}`, 'giu'), ' $1 $2 '],
];

/** As NLTK 3.8.1 and 3.9.1 `word_tokenize(text)` does: sentence by sentence. Later versions cut at dashes, too. */
export function wordTokens(text: string): string[] {
  return splitSentences(text).flatMap(sentenceTokens);
}

/** `NLTKWordTokenizer.tokenize`, whose rules are applied one after the other to the whole sentence. */
function sentenceTokens(sentence: string): string[] {
  const opened = apply(startingQuotes, sentence);
  const parted = ` ${apply(punctuation, partFinalPeriod(opened))} `;
  return apply([...endings, ...contractions], parted)
    .split(' ')
    .filter((token) => token !== '');
}

function apply(rules: readonly Rule[], text: string): string {
  return rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);
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
