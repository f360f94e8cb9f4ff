/** Pairs the quotation marks of a reply: those of six languages, code spans, what is struck out, the tags that quote. */

import { type Mark, openMarks, type Pairs, type Range } from './open-marks.ts';

const marks =
  /"""|'''|["“”„〝〞〟«»‹›‘’‚「」｢｣『』]|''?|`+|(?<!~)~~(?!~)|\n[ \t\r]*\n\s*|<\/?(?:blockquote|q|pre|code)(?:\s[^<>\n]{0,80})?>/gi;

/**
 * All pairs outside the skipped ranges, which are sorted by their start. A mark closes the nearest open one of its kind
 * and with it what was opened in between and never closed. Linear in the length of the text.
 */
export function pairMarks(text: string, skipped: readonly Range[]): Pairs {
  const open = openMarks();
  let next = 0;
  for (const match of text.matchAll(marks)) {
    while ((skipped[next]?.end ?? Number.POSITIVE_INFINITY) <= match.index) next += 1;
    if ((skipped[next]?.start ?? Number.POSITIVE_INFINITY) <= match.index) continue;
    readMark(text, { text: match[0], start: match.index }, open);
  }
  return open.result();
}

type OpenMarks = ReturnType<typeof openMarks>;
type Place = Pick<Mark, 'text' | 'start'>;

function readMark(text: string, place: Place, open: OpenMarks): void {
  const mark = place.text;
  const around = { before: before(text, place.start), after: text.charAt(place.start + mark.length) };
  if (mark.startsWith('\n')) open.endParagraph();
  else if (mark === '"""' || mark === "'''") open.toggle({ ...place, kind: mark });
  else if (mark === '"') readStraight({ ...place, kind: 'straight' }, around, open);
  else if ('“”„'.includes(mark)) readCurly({ ...place, kind: 'curly' }, around, open);
  else if (mark === "'") readApostrophe({ ...place, kind: 'apostrophe', inParagraph: true }, around, open);
  else if ('‘’‚'.includes(mark)) readSingle({ ...place, kind: 'single', inParagraph: true }, around, open);
  else if ('«»‹›'.includes(mark)) readAngle(place, around, open);
  else if (mark === "''") open.close({ ...place, kind: '``', inParagraph: true });
  else if (mark.startsWith('`') || mark === '~~') open.toggle({ ...place, kind: mark, inParagraph: true });
  else if (mark.startsWith('<')) {
    const kind = /[a-z]+/i.exec(mark)?.[0].toLowerCase() ?? mark;
    open[mark.startsWith('</') ? 'close' : 'push']({ ...place, kind });
  } else {
    const kind = ['「」', '｢｣', '『』', '〝〞〟'].find((pair) => pair.includes(mark)) ?? mark;
    open['「｢『〝'.includes(mark) ? 'push' : 'close']({ ...place, kind });
  }
}

interface Around {
  before: string;
  after: string;
}

/** The character before a mark; the backslash of `\"` is none. */
function before(text: string, start: number): string {
  const character = text.charAt(start - 1);
  return character === '\\' ? text.charAt(start - 2) : character;
}

/** By what stands at its sides, as far as that tells: a mark after a space opens, one before a space closes. */
function directionOf({ before, after }: Around): 'opens' | 'closes' | 'either' {
  const opens = !/^$|[\s.,;:!?)\]}。、；：！？）]/.test(after);
  const closes = !/^$|[\s([{（]/.test(before);
  if (opens !== closes) return opens ? 'opens' : 'closes';
  if (!opens) return 'either';
  // A Korean particle or the next Chinese word may stand right behind a closing mark.
  if (inWord(before) === inWord(after)) return 'either';
  return inWord(after) ? 'opens' : 'closes';
}

function readStraight(mark: Mark, around: Around, open: OpenMarks): void {
  const direction = directionOf(around);
  if (direction === 'opens') open.push(mark);
  else if (open.innermost(mark.kind) !== undefined) open.close(mark);
  // German „…" ends in a straight mark as often as in a curly one.
  else if (open.innermost('curly') === '„') open.close({ ...mark, kind: 'curly' });
  // A quotation may begin right behind a colon and break the line.
  else if (direction === 'either' || /[:=,，—–>-]/.test(around.before)) open.push(mark);
}

/** “English”, „German“ or „German”: the mark that opens the one closes the other. */
function readCurly(mark: Mark, around: Around, open: OpenMarks): void {
  const inner = open.innermost(mark.kind);
  const direction = directionOf(around);
  if (mark.text === '„') open.push(mark);
  else if (mark.text === '“') {
    if (inner === '„' || (inner !== undefined && direction === 'closes')) open.close(mark);
    else open.push(mark);
  } else if (inner === undefined && direction === 'opens') open.push(mark);
  else open.close(mark);
}

const inWord = (character: string) => /[\p{Script=Latin}\p{N}]/u.test(character);

/** Between letters, and at the end of a word where none is open, a single mark is an apostrophe. */
function readApostrophe(mark: Mark, around: Around, open: OpenMarks): void {
  if (inWord(around.before) && inWord(around.after)) return;
  const direction = directionOf(around);
  if (open.innermost(mark.kind) !== undefined && !inWord(around.after) && direction !== 'opens')
    open.close(mark);
  else if (!inWord(around.before) && direction !== 'closes') open.push(mark);
}

function readSingle(mark: Mark, around: Around, open: OpenMarks): void {
  if (inWord(around.before) && inWord(around.after)) return;
  if (mark.text === '‚') open.push(mark);
  else if (mark.text === '‘') open[open.innermost(mark.kind) === '‚' ? 'close' : 'push'](mark);
  else if (!inWord(around.after)) open.close(mark);
}

/** French « … » and German »…«; a `»` at the beginning of a line before a space is a bullet. */
function readAngle(place: Place, { before, after }: Around, open: OpenMarks): void {
  const mark = { ...place, kind: /[«»]/.test(place.text) ? 'angle' : 'small angle' };
  const inner = open.innermost(mark.kind);
  if (inner !== undefined && inner !== mark.text) open.close(mark);
  else if (!/[»›]/.test(mark.text) || !/^\n?$/.test(before) || !/^\s?$/.test(after)) open.push(mark);
}
