/**
 * The language of an answer, for a check of many answers against one language: code and formulas count for nothing, and
 * terms of another script do not outweigh the sentences that they stand in. Chinese, Japanese and Korean are told by
 * their scripts, all others by langdetect 1.0.9. docs/languages.md has what it agreed with.
 */

import { detectLanguage } from '../ifeval/language/detect.ts';
import { proseOf } from './prose.ts';

/**
 * `codes`: the languages that the prose may be of, ISO 639-1; several where a text of Chinese characters tells no more.
 * `never`: languages that it is not of for certain, whichever it is of.
 */
export type Told =
  | { kind: 'told'; codes: readonly string[] }
  | {
      kind: 'untold';
      why: 'no prose' | 'too short to tell' | 'not to be told';
      never: readonly string[];
    };

/** A syllable or a character of East Asia says as much as so many letters. */
const lettersEach = 4;
/** Of fewer letters langdetect takes some for a neighbouring language: "Die Antwort ist 42." for Afrikaans. */
const fewestLetters = 40;
/** A name or a heading may be of Chinese characters or Latin letters alone, a Japanese text of so many is not. */
const fewestInScript = 20;

export function tellLanguage(answer: string): Told {
  const prose = proseOf(answer);
  const count = (script: RegExp) => prose.match(script)?.length ?? 0;
  const [han, kana, hangul] = [
    count(/\p{Script=Han}/gu),
    count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu),
    count(/\p{Script=Hangul}/gu),
  ];
  const all = count(/\p{L}/gu);
  if (all === 0) return { kind: 'untold', why: 'no prose', never: [] };
  const eastAsian = han + kana + hangul;
  if (eastAsian > 1 && eastAsian * lettersEach >= all - eastAsian) return ofScript({ han, kana, hangul });
  const text = withoutTerms(prose, all);
  const never = eastAsian === 0 && all >= fewestInScript ? ['ja', 'ko', 'zh'] : [];
  if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) {
    return { kind: 'untold', why: 'too short to tell', never };
  }
  const code = detectLanguage(text)?.replace(/-.*$/, '');
  if (code === undefined || code === 'unknown') return { kind: 'untold', why: 'not to be told', never };
  return { kind: 'told', codes: [code] };
}

function ofScript({ han, kana, hangul }: { han: number; kana: number; hangul: number }): Told {
  if (hangul >= han + kana) return { kind: 'told', codes: ['ko'] };
  if (kana * 20 > han) return { kind: 'told', codes: ['ja'] };
  return { kind: 'told', codes: han < fewestInScript && kana === 0 ? ['zh', 'ja'] : ['zh'] };
}

/** English terms in a text of another script: as long as they are no more than it, the text tells the language. */
function withoutTerms(prose: string, letters: number): string {
  const latin = prose.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin > 0 && latin <= letters - latin ? prose.replace(/\p{Script=Latin}+/gu, ' ') : prose;
}
