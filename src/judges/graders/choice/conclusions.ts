/** What a reply lets conclude where it makes no final statement: "(B) is correct", "so (B)", the only letter in brackets. */

import type { Readers, Statement } from './statements.ts';
import { statementAt } from './statements.ts';

/** Groups of statements, the surer first: the first group that is not empty counts. */
export function conclusions(text: string, readers: Readers): Statement[][] {
  const last = lastLine(text);
  return [
    verdicts(text, readers),
    concluded(text, readers),
    outerLines(text, { last, readers }),
    bracketed(text, { from: last.start, readers }),
    bracketed(text, { from: 0, readers }),
  ];
}

/** "is correct", "is therefore the best choice", behind a label or behind a label and the text of its option. */
const isRight =
  /[)\]}*_.:,"'”’\s]{0,6}([^\n]{0,200}?)\s?\bis\s(?:(?:the|most|only|clearly|definitely|indeed|therefore|thus)\s){0,3}(?:correct|right|best|(?:final\s)?answer|(?:appropriate|accurate|likely|suitable))\b/iy;

/** "(B) Venus is right", "Option C is the best choice". */
function verdicts(text: string, readers: Readers): Statement[] {
  const found: Statement[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}'’-])(?:[A-Z]|\d|(?<=\()[a-z](?=\)))(?![\p{L}\p{N}+#'’-])/gu,
  )) {
    const read = readers.label(`${match[0]}.`, 0);
    if (read?.index === undefined) continue;
    const end = match.index + match[0].length;
    isRight.lastIndex = end;
    const verdict = isRight.exec(text);
    const own = verdict && (!verdict[1]?.trim() || readers.text(verdict[1]) === read.index);
    if (own) found.push({ source: 'verdict', option: read.index, start: match.index, end });
  }
  return found;
}

const cue =
  /\b(?:so|therefore|thus|hence|(?:it|this|that) (?:is|must be|should be|would be|has to be)|it['’]s|must be|leaving(?: us with)?|leaves(?: us with)?)\b[,:]?(?=\s)/gi;

/** "(A) is wrong" says nothing of what is right; "(A) is wet" does where that is the text of the option. */
function isJudged(text: string, { option, end }: Omit<Statement, 'source'>, readers: Readers): boolean {
  const rest = text.slice(end, end + readers.text.reach);
  if (!judged.test(rest)) return false;
  const line = rest.split('\n', 1)[0] ?? '';
  return readers.text(line.replace(/^[)\]}*_.:"'”’]{0,4}/, '')) !== option;
}

const judged =
  /^[)\]}*_.:"'”’]{0,4}\s(?:is|are|was|were|looks?|seems?|can|could|may|might|does|do|would|has|have|cannot|isn['’]t)\b/i;

function concluded(text: string, readers: Readers): Statement[] {
  const found: Statement[] = [];
  for (const match of text.matchAll(cue)) {
    const said = statementAt(text, match.index + match[0].length, readers);
    if (!said || isJudged(text, said, readers)) continue;
    found.push({ ...said, source: 'conclusion' });
  }
  return found;
}

/** The first line and the last one, where they begin with a label ("B. because ...") or are the text of an option. */
function outerLines(
  text: string,
  { last, readers }: { last: { start: number; line: string }; readers: Readers },
): Statement[] {
  const first = text.length - text.trimStart().length;
  return [first, last.start].flatMap((place) => {
    const said = statementAt(text, place, readers);
    if (!said || isJudged(text, said, readers)) return [];
    return [{ ...said, source: place === first ? ('line' as const) : ('last line' as const) }];
  });
}

function lastLine(text: string): { start: number; line: string } {
  const end = text.trimEnd().length;
  const start = text.lastIndexOf('\n', end - 1) + 1;
  return { start, line: text.slice(start, end) };
}

/** Labels in brackets or bold, but for those that are ruled out. */
function bracketed(text: string, { from, readers }: { from: number; readers: Readers }): Statement[] {
  const found: Statement[] = [];
  const pattern = /(?<![\p{L}\p{N}])(?:\(\s?([A-Z0-9])\s?\)|\*\*\(?([A-Z0-9])\)?[.:]?\*\*)/gu;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const read = readers.label(`${match[1] ?? match[2] ?? ''}.`, 0);
    const [start, end] = [match.index, match.index + match[0].length];
    if (!read || judged.test(text.slice(end, end + 24))) continue;
    if (
      /(?:\bnot|n['’]t|\bexcept|\bexcludes?|\beliminates?|\bthan|\bunlike|rule out)\s(?:option\s)?$/i.test(
        text.slice(Math.max(0, start - 24), start),
      )
    )
      continue;
    found.push({ source: 'last line', option: read.index ?? 'none', start, end });
  }
  return found;
}
