/** The n-grams of one to three characters that langdetect 1.0.9 reads a text for: `Detector.append` and utils/ngram.py. */

import { isUpper } from '../python-text.ts';
import { findNgram, type LanguageProfiles } from './profiles.ts';

const url = /https?:\/\/[-_.?&~;+=/#0-9A-Za-z]{1,2076}/g;
const mailName = /[-_.0-9A-Za-z]/;
const mailHost = /[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}/y;
const vietnamese = /[AEIOUYaeiouyÂÊÔâêôĂăƠơƯư][\u0300\u0301\u0303\u0309\u0323]/g;
const maxLength = 10_000;
const space = 0x20;

/** Indices of n-grams in `profiles`, in the order of the text and with repetitions. Only its first 10,000 characters count. */
export function ngramsOf(text: string, profiles: LanguageProfiles): number[] {
  const ngrams: number[] = [];
  let window: number[] = [space];
  let last = ' ';
  let inCapitals = false;
  for (const raw of textOf(text)) {
    const character = normalised(raw, profiles.sameAs);
    const wasUpper = isUpper(last);
    if (last === ' ') {
      window = [space];
      inCapitals = false;
    } else if (window.length >= 3) window.shift();
    if (last !== ' ' || character !== ' ') {
      window.push(character.codePointAt(0) ?? 0);
      inCapitals = isUpper(character) && (inCapitals || wasUpper);
    }
    last = character;
    if (!inCapitals) addNgrams(window, profiles.keys, ngrams);
  }
  return ngrams;
}

function addNgrams(window: readonly number[], keys: Float64Array, ngrams: number[]): void {
  let key = 0;
  for (let length = 1; length <= window.length; length += 1) {
    const code = window[window.length - length] ?? 0;
    // No profile holds characters beyond U+FFFF.
    if (code > 0xffff) return;
    key += code * 65536 ** (length - 1);
    if (key === space) continue;
    const index = findNgram(keys, key);
    if (index !== -1) ngrams.push(index);
  }
}

/** The characters that count: without addresses and repeated spaces, and without Latin letters in other scripts' texts. */
function textOf(text: string): string[] {
  const composed = withoutMail(text.replace(url, ' ')).replace(vietnamese, (pair) => pair.normalize('NFC'));
  // Twice as many code units hold at least as many characters.
  const characters = [...composed.slice(0, 2 * maxLength)].slice(0, maxLength);
  const kept = characters.filter((character, index) => character !== ' ' || characters[index - 1] !== ' ');
  const latin = kept.filter(isLatin).length;
  const others = kept.filter(
    (character) => character >= '\u0300' && !/[\u1e00-\u1eff]/.test(character),
  ).length;
  return latin * 2 < others ? kept.filter((character) => !isLatin(character)) : kept;
}

function isLatin(character: string): boolean {
  return character >= 'A' && character <= 'z';
}

/** Replaces what matches `[-_.0-9A-Za-z]{1,64}@…` by a space, from each "@" backwards: as one pattern it is slower by far. */
function withoutMail(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', Math.max(at + 1, from))) {
    let start = at;
    while (start > from && at - start < 64 && mailName.test(text.charAt(start - 1))) start -= 1;
    mailHost.lastIndex = at + 1;
    if (start === at || !mailHost.test(text)) continue;
    kept += `${text.slice(from, start)} `;
    from = mailHost.lastIndex;
  }
  return kept + text.slice(from);
}

/** Characters that count as one, by Unicode block. */
function normalised(character: string, sameAs: ReadonlyMap<number, number>): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0x7f) return /[A-Za-z]/.test(character) ? character : ' ';
  if ('\u00a0«°»'.includes(character) || (code >= 0x2000 && code <= 0x206f)) return ' ';
  if (code === 0x219) return '\u015f';
  if (code === 0x21b) return '\u0163';
  if (code === 0x6cc) return '\u064a';
  if (code >= 0x1ea0 && code <= 0x1eff) return '\u1ec3';
  if (code >= 0x3040 && code <= 0x309f) return '\u3042';
  if (code >= 0x30a0 && code <= 0x30ff) return '\u30a2';
  if ((code >= 0x3100 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x31bf)) return '\u3105';
  if (code >= 0xac00 && code <= 0xd7af) return '\uac00';
  return String.fromCodePoint(sameAs.get(code) ?? code);
}
