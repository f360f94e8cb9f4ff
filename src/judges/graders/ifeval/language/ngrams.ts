/** The n-grams of one to three characters that langdetect 1.0.9 reads a text for: `Detector.append` and utils/ngram.py. */

import { isUpper } from '../python/text.ts';
import { findNgram, type LanguageProfiles, sameCharacter } from './profiles.ts';

const url = /https?:\/\/[-_.?&~;+=/#0-9A-Za-z]{1,2076}/g;
const mailName = /[-_.0-9A-Za-z]/;
const mailHost = /[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}/y;
const vietnamese = /[AEIOUYaeiouyÂÊÔâêôĂăƠơƯư][\u0300\u0301\u0303\u0309\u0323]/g;
const maxLength = 10_000;
const space = 0x20;
/** A noncharacter, in no profile, for all characters beyond U+FFFF, which are in none either. */
const unknown = 0xffff;
const base = 65536;

/** Indices of n-grams in `profiles`, in the order of the text and with repetitions. Only its first 10,000 characters count. */
export function ngramsOf(text: string, profiles: LanguageProfiles): number[] {
  const ngrams: number[] = [];
  // The last three characters, of which `length` are in use.
  let first = 0;
  let second = 0;
  let third = space;
  let length = 1;
  let wasUpper = false;
  for (const raw of codesOf(text)) {
    const code = normalised(raw, profiles);
    const afterSpace = third === space;
    if (code === space && afterSpace) {
      length = 1;
      continue;
    }
    const upper = isUpperCode(code);
    const inCapitals = upper && wasUpper;
    wasUpper = upper;
    first = second;
    second = third;
    third = Math.min(code, unknown);
    length = afterSpace ? 2 : Math.min(3, length + 1);
    if (inCapitals) continue;
    const one = third === space ? -1 : findNgram(profiles, third);
    if (one !== -1) ngrams.push(one);
    const two = length < 2 ? -1 : findNgram(profiles, second * base + third);
    if (two !== -1) ngrams.push(two);
    const three = length < 3 ? -1 : findNgram(profiles, (first * base + second) * base + third);
    if (three !== -1) ngrams.push(three);
  }
  return ngrams;
}

/** The characters that count: without addresses and repeated spaces, and without Latin letters in other scripts' texts. */
function codesOf(text: string): number[] {
  const composed = withoutMail(text.replace(url, ' ')).replace(vietnamese, (pair) => pair.normalize('NFC'));
  const codes: number[] = [];
  let latin = 0;
  let others = 0;
  let read = 0;
  let last = 0;
  for (const character of composed) {
    if (read === maxLength) break;
    read += 1;
    const code = character.codePointAt(0) ?? 0;
    if (code === space && last === space) continue;
    last = code;
    codes.push(code);
    if (isLatin(code)) latin += 1;
    else if (code >= 0x300 && !(code >= 0x1e00 && code <= 0x1eff)) others += 1;
  }
  return latin * 2 < others ? codes.filter((code) => !isLatin(code)) : codes;
}

/** From A to z, with the six signs between. */
function isLatin(code: number): boolean {
  return code >= 0x41 && code <= 0x7a;
}

function isUpperCode(code: number): boolean {
  if (code <= 0x7f) return code >= 0x41 && code <= 0x5a;
  // No script from Hebrew to Myanmar and from Chinese to Yi has capitals.
  if ((code >= 0x590 && code < 0x10a0) || (code >= 0x2e80 && code < 0xa640)) return false;
  return isUpper(String.fromCodePoint(code));
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
function normalised(code: number, profiles: LanguageProfiles): number {
  if (code <= 0x7f) return isLatin(code) && !(code >= 0x5b && code <= 0x60) ? code : space;
  if (code === 0xa0 || code === 0xab || code === 0xb0 || code === 0xbb) return space;
  if (code >= 0x2000 && code <= 0x206f) return space;
  if (code === 0x219) return 0x15f;
  if (code === 0x21b) return 0x163;
  if (code === 0x6cc) return 0x64a;
  if (code >= 0x1ea0 && code <= 0x1eff) return 0x1ec3;
  if (code >= 0x3040 && code <= 0x309f) return 0x3042;
  if (code >= 0x30a0 && code <= 0x30ff) return 0x30a2;
  if ((code >= 0x3100 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x31bf)) return 0x3105;
  if (code >= 0xac00 && code <= 0xd7af) return 0xac00;
  return sameCharacter(profiles, code);
}
