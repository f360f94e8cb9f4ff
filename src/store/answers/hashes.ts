/** Holds answers against the hashes that judgments keep of them, without writing them out as JSON once more. */

import { hash as digest } from 'node:crypto';
import { contentHash } from '../../content-hash.ts';
import { type Answer, answerKey, answerSchema, fitsAnswer } from '../../records/answer.ts';
import { isAsciiOrNoText } from '../../records/fits.ts';
import { eachRecord, type RawLine } from '../jsonl/reader.ts';
import { isFailedChoice } from './answers.ts';

export interface HashedChoice {
  index: number;
  /** How many turns it has. */
  turns: number;
  /** Whether this is the content hash of the answers up to a turn, from 1. Holds good while the answer is visited. */
  hasHash: (turn: number, hash: string) => boolean;
}

export interface HashedAnswer {
  question: string;
  /** The usable ones. */
  choices: readonly HashedChoice[];
}

/** Shows `visit` the answers of a file, in their order: of answers to one question the last is the one that counts. */
export async function eachHashedAnswer(file: string, visit: (answer: HashedAnswer) => void): Promise<void> {
  await eachRecord(file, answerSchema, {
    holds: 'answers',
    fits: fitsAnswer,
    isPlain: ({ question_id }) => isAsciiOrNoText(question_id),
    visit: ({ record }, line) => visit(hashed(record, line)),
  });
}

/** The texts of `record` may be garbled, each byte a character of its own. */
function hashed(record: Answer, line: RawLine): HashedAnswer {
  const { choices } = record;
  const writtenHash = choices.length === 1 ? hashesAsWritten(line, choices[0]?.turns.length ?? 0) : undefined;
  const places = choices.map((choice, place) => ({ choice, place }));
  const usable = places.filter(({ choice }) => !isFailedChoice(choice));
  let decoded: Answer | undefined;
  const careful = (place: number, turn: number) => {
    decoded ??= JSON.parse(line.bytes.toString('utf8', line.start, line.end)) as Answer;
    return contentHash(decoded.choices[place]?.turns.slice(0, turn));
  };
  return {
    question: answerKey(record),
    choices: usable.map(({ choice, place }) => ({
      index: choice.index,
      turns: choice.turns.length,
      // What is written is what was hashed, or else there may be two ways to write it.
      hasHash: (turn, hash) => writtenHash?.(turn) === hash || careful(place, turn) === hash,
    })),
  };
}

const turnsToken = Buffer.from('"turns"');
/** Begins the one kind of escape by which a field's name may be written otherwise: `"t\\u0075rns"`. */
const codeEscape = Buffer.from('\\u');
const [quote, comma, colon, backslash, open, close] = Buffer.from('",:\\[]');

/**
 * SHA-256 of the first texts of the line's only list of turns, as its bytes stand, by the number of texts. Equal to
 * `contentHash` of them where the line writes JSON as `JSON.stringify` does. Undefined where there is no such list, or there
 * may be more than one, or blanks stand between its texts.
 */
function hashesAsWritten(line: RawLine, turns: number): ((turn: number) => string | undefined) | undefined {
  const { bytes } = line;
  const token = tokenIn(line, line.start);
  const start = token + turnsToken.length + 1;
  // Quotes inside a text are escaped, so this is a field's name, or a whole text that bears it.
  if (token === -1 || bytes[start - 1] !== colon || bytes[start] !== open) return undefined;
  const ends = endsOfTexts(bytes, start, turns);
  const end = ends?.at(-1);
  if (!ends || end === undefined || tokenIn(line, end) !== -1) return undefined;
  if (isEscapedIn(bytes.subarray(line.start, token)) || isEscapedIn(bytes.subarray(end, line.end)))
    return undefined;
  const hashes: string[] = [];
  return (turn) => {
    const last = ends[turn - 1];
    if (last === undefined || close === undefined) return undefined;
    const known = hashes[turn];
    if (known !== undefined) return known;
    // The list ends here for a moment; a copy of each would be dear.
    const mark = bytes[last] ?? close;
    bytes[last] = close;
    const made = digest('sha256', bytes.subarray(start, last + 1)).slice(0, 32);
    bytes[last] = mark;
    hashes[turn] = made;
    return made;
  };
}

function isEscapedIn(part: Buffer): boolean {
  return part.indexOf(codeEscape) !== -1;
}

function tokenIn({ bytes, end }: RawLine, from: number): number {
  const found = bytes.indexOf(turnsToken, from);
  return found < end ? found : -1;
}

/** Where each text of the list that opens at `start` has ended: the place of the comma or bracket behind it. */
function endsOfTexts(bytes: Buffer, start: number, turns: number): number[] | undefined {
  const ends: number[] = [];
  let at = start;
  while (ends.length < turns) {
    if (bytes[at + 1] !== quote) return undefined;
    at = endOfText(bytes, at + 2);
    ends.push(at);
    if (bytes[at] !== (ends.length === turns ? close : comma)) return undefined;
  }
  return ends;
}

/** The place behind the quote that ends the text which begins at `from`. */
function endOfText(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(quote ?? 0, from);
  while (at !== -1 && isEscaped(bytes, at)) at = bytes.indexOf(quote ?? 0, at + 1);
  return at === -1 ? bytes.length : at + 1;
}

function isEscaped(bytes: Buffer, at: number): boolean {
  let before = at;
  while (bytes[before - 1] === backslash) before -= 1;
  return (at - before) % 2 === 1;
}
