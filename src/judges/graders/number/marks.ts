/** Where a reply marks its answer: `\boxed{...}`, `#### ...`, "the answer is ...". */

import { answerPhrases } from '../answer-phrases.ts';
import { findBoxes } from '../boxes.ts';

export interface Mark {
  kind: 'boxed' | 'hashes' | 'phrase';
  /** Where the mark begins in the text. */
  start: number;
  /** What it marks: a stretch of the text. */
  from: number;
  to: number;
}

/** All marks in `text`, in order of their beginnings. Time grows with its length. */
export function findMarks(text: string): Mark[] {
  const boxes = findBoxes(text).map((box) => ({ kind: 'boxed' as const, ...box }));
  const all = [...boxes, ...hashes(text), ...phrases(text), ...labels(text)];
  return all.sort((a, b) => a.start - b.start);
}

/** GSM8K's own mark. "#### 3. Compute the rest" is the heading of a step. */
function hashes(text: string): Mark[] {
  const found: Mark[] = [];
  for (const match of text.matchAll(/#{4,}[ \t]*([^\n#]*)/g)) {
    const marked = match[1] ?? '';
    if (/^[*_]{0,3}\d{1,3}[.):]\s+[*_]{0,3}\p{L}/u.test(marked)) continue;
    const to = match.index + match[0].length;
    found.push({ kind: 'hashes', start: match.index, from: to - marked.length, to });
  }
  return found;
}

/** "The answer is not 20" marks nothing. */
const denied = /^[\s*_]{0,4}(?:not|never|neither|unknown|unclear)\b/i;

function phrases(text: string): Mark[] {
  return answerPhrases(text)
    .filter(({ end }) => !denied.test(text.slice(end, end + 16)))
    .map(({ start, end }) => ({ kind: 'phrase', start, ...announced(text, end) }));
}

/** "A: 18" at the start of a line, as the few-shot examples of GSM8K have it, and a heading "Final answer". */
const label =
  /(?<=^|\n)[ \t>*_#-]{0,8}(?:(?:A|Ans|Result|RESULT)[*_]{0,2}[ \t]?[:=]|(?:[Ff]inal )?[Aa]nswer[*_]{0,3}[ \t]*(?=\n))/g;

function labels(text: string): Mark[] {
  return Array.from(text.matchAll(label), (match) => ({
    kind: 'phrase',
    start: match.index,
    ...announced(text, match.index + match[0].length),
  }));
}

/** Nothing that could be an answer: blanks, Markdown and LaTeX commands. */
const blank = /(?:\\[a-z]+|\\(?![a-z])|[^\p{L}\p{N}½-¾⅐-⅞\\\n])*/iuy;

/** The rest of the sentence; where the line ends there, the next line that says anything, three lines on at most. */
function announced(text: string, place: number): { from: number; to: number } {
  let from = place;
  for (let lines = 0; lines < 4; lines += 1) {
    blank.lastIndex = from;
    const end = from + (blank.exec(text)?.[0].length ?? 0);
    if (text[end] !== '\n') break;
    from = end + 1;
  }
  return { from, to: sentenceEnd(text, from) };
}

/** An announced answer is short; the bound keeps a text of nothing but announcements from taking quadratic time. */
const longest = 2000;

/** The end of the line or of the sentence: a full stop with a blank behind it, but not that of "Rs. 500". */
function sentenceEnd(text: string, from: number): number {
  const window = text.slice(from, from + longest);
  const end =
    /\n|(?<!\b(?:rs|approx|no|vs|ca|e\.g|i\.e))[.!?](?=["'”’»)\]}*_`$\\]{0,4}(?:\s|$))|[。！？]/i.exec(
      window,
    );
  return from + (end?.index ?? window.length);
}
