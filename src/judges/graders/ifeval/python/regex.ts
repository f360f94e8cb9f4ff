/**
 * Python patterns as JavaScript ones. IFEval's checker takes keywords, forbidden words, section and postscript markers
 * for patterns of Python's `re`: "C++" is a possessive repetition there and a syntax error here. Taken are literals,
 * classes, groups, alternatives, anchors and repetitions as Python 3.11 reads them; look-around, back references and
 * flags are refused, and so are repetitions within repetitions, which can take exponential time.
 */

import { boundary, noBoundary, spaceClass, wordClass } from './text.ts';

export interface PythonPattern {
  /** Global, so that `matchAll` gives what `re.finditer` gives. */
  regex: RegExp;
  /** How many capturing groups it has: `re.split` gives one more part for each. */
  groups: number;
}

export interface PatternFlags {
  ignoreCase?: boolean;
  multiline?: boolean;
}

/** The pattern is not one of Python's, or one that is not taken here. The message says why. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** Throws a PatternError. */
export function pythonPattern(source: string, flags: PatternFlags = {}): PythonPattern {
  const reader: Reader = { characters: [...source], at: 0, groups: 0, possessive: 0, flags };
  const { js } = alternatives(reader, 0);
  if (reader.at < reader.characters.length) throw new PatternError('unbalanced parenthesis');
  return { regex: new RegExp(js, flags.ignoreCase ? 'giu' : 'gu'), groups: reader.groups };
}

interface Reader {
  characters: readonly string[];
  at: number;
  groups: number;
  possessive: number;
  flags: PatternFlags;
}

interface Piece {
  js: string;
  /** Holds a repetition or alternatives, so that it must not be repeated itself. */
  branches: boolean;
  anchor?: boolean;
}

const maxDepth = 20;
const maxRepetition = 1000;
const classEscapes: Record<string, string> = { d: '\\p{Nd}', w: wordClass, s: spaceClass };
const controls: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };
/** Python's "ignore case" takes these four for one letter; JavaScript's only the first two. */
const lettersI = 'iIıİ';

function alternatives(reader: Reader, depth: number): Piece {
  if (depth > maxDepth) throw new PatternError(`groups nested more than ${maxDepth} deep are not taken`);
  const branches: string[] = [''];
  let repeats = false;
  for (let next = peek(reader); next !== undefined && next !== ')'; next = peek(reader)) {
    if (next === '|') {
      reader.at += 1;
      branches.push('');
      continue;
    }
    const piece = repeated(reader, atom(reader, depth));
    repeats ||= piece.branches;
    branches.push(`${branches.pop()}${piece.js}`);
  }
  return { js: branches.join('|'), branches: repeats || branches.length > 1 };
}

function atom(reader: Reader, depth: number): Piece {
  if (repetition(reader) !== undefined) throw new PatternError('nothing to repeat');
  const character = take(reader);
  if (character === '(') return group(reader, depth);
  if (character === '[') return { js: characterClass(reader), branches: false };
  if (character === '.') return { js: '[^\\n]', branches: false };
  if (character === '^') return anchor(reader.flags.multiline ? '(?<![^\\n])' : '^');
  if (character === '$') return anchor(reader.flags.multiline ? '(?![^\\n])' : '(?=\\n?$)');
  if (character === '\\') return escapeSequence(reader);
  return { js: literal(reader, character), branches: false };
}

function anchor(js: string): Piece {
  return { js, branches: false, anchor: true };
}

function group(reader: Reader, depth: number): Piece {
  const head = reader.characters
    .slice(reader.at)
    .join('')
    .match(/^\?(?::|P<[A-Za-z_]\w*>)/)?.[0];
  if (head === undefined && peek(reader) === '?') throw new PatternError('"(?" of this kind is not taken');
  reader.at += head?.length ?? 0;
  if (head !== '?:') reader.groups += 1;
  const inner = alternatives(reader, depth + 1);
  if (take(reader) !== ')') throw new PatternError('missing ")"');
  return { js: `(?:${inner.js})`, branches: inner.branches };
}

function escapeSequence(reader: Reader): Piece {
  const character = take(reader);
  const lower = character.toLowerCase();
  const set = classEscapes[lower];
  if (set !== undefined) {
    return { js: `[${character === lower ? '' : '^'}${set}]`, branches: false };
  }
  if (character === 'b') return anchor(boundary);
  if (character === 'B') return anchor(noBoundary);
  if (character === 'A') return anchor('^');
  if (character === 'Z') return anchor('$');
  return { js: literal(reader, escaped(reader, character)), branches: false };
}

/** The character that an escape stands for, inside a class or outside. */
function escaped(reader: Reader, character: string): string {
  const control = controls[character];
  if (control !== undefined) return control;
  const digits = { x: 2, u: 4, U: 8 }[character];
  if (digits !== undefined) {
    const hex = reader.characters.slice(reader.at, reader.at + digits).join('');
    const code = Number.parseInt(hex, 16);
    if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits || code > 0x10ffff) {
      throw new PatternError(`incomplete escape "\\${character}${hex}"`);
    }
    reader.at += digits;
    return String.fromCodePoint(code);
  }
  if (/[0-9]/.test(character)) throw new PatternError(`"\\${character}" is not taken`);
  if (character === '' || /[A-Za-z]/.test(character)) throw new PatternError(`bad escape "\\${character}"`);
  return character;
}

function literal(reader: Reader, character: string): string {
  if (reader.flags.ignoreCase && lettersI.includes(character)) return `[${lettersI}]`;
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

function repeated(reader: Reader, piece: Piece): Piece {
  const bounds = repetition(reader);
  if (bounds === undefined) return piece;
  if (piece.anchor) throw new PatternError('nothing to repeat after an anchor');
  if (piece.branches)
    throw new PatternError('a repeated group with repetitions or alternatives is not taken');
  const suffix = peek(reader);
  if (suffix === '?' || suffix === '+') reader.at += 1;
  if (repetition(reader) !== undefined) throw new PatternError('multiple repeat');
  if (suffix !== '+') return { js: `${piece.js}${bounds}${suffix === '?' ? '?' : ''}`, branches: true };
  reader.possessive += 1;
  const name = `p${reader.possessive}`;
  return { js: `(?=(?<${name}>${piece.js}${bounds}))\\k<${name}>`, branches: true };
}

/** A `*`, `+`, `?` or `{m,n}` at this place, taken; a brace that is none of these is a literal. */
function repetition(reader: Reader): string | undefined {
  const next = peek(reader);
  if (next !== undefined && '*+?'.includes(next)) return take(reader);
  if (next !== '{') return undefined;
  const rest = reader.characters.slice(reader.at, reader.at + 16).join('');
  const match = rest.match(/^\{(\d*)(,?)(\d*)\}/);
  if (!match || match[0] === '{}') return undefined;
  reader.at += match[0].length;
  const [, low = '', comma = '', high = ''] = match;
  if (Math.max(Number(low), Number(high)) > maxRepetition) {
    throw new PatternError(`more than ${maxRepetition} repetitions are not taken`);
  }
  if (high !== '' && Number(low) > Number(high)) throw new PatternError('min repeat greater than max repeat');
  return `{${low || '0'}${comma}${high}}`;
}

function characterClass(reader: Reader): string {
  const negated = peek(reader) === '^' ? take(reader) : '';
  let inside = '';
  let first = true;
  for (let next = peek(reader); next !== ']' || first; next = peek(reader)) {
    if (next === undefined) throw new PatternError('unterminated character set');
    inside += classItem(reader);
    first = false;
  }
  reader.at += 1;
  return `[${negated}${inside}]`;
}

function classItem(reader: Reader): string {
  const start = classCharacter(reader);
  if (start.set !== undefined) return start.set;
  const isRange = peek(reader) === '-' && reader.characters[reader.at + 1] !== ']';
  if (!isRange) return inClass(reader, start.character);
  reader.at += 1;
  const end = classCharacter(reader);
  const reversed = (start.character.codePointAt(0) ?? 0) > (end.character.codePointAt(0) ?? 0);
  if (end.set !== undefined || reversed) throw new PatternError('bad character range');
  return `${quoted(start.character)}-${quoted(end.character)}`;
}

function classCharacter(reader: Reader): { character: string; set?: string } {
  const character = take(reader);
  if (character !== '\\') return { character };
  const next = take(reader);
  if (next === 'b') return { character: '\b' };
  const set = classEscapes[next];
  if (set !== undefined) return { character: '', set };
  if (/^[DWS]$/.test(next)) throw new PatternError(`"\\${next}" within a character set is not taken`);
  return { character: escaped(reader, next) };
}

function inClass(reader: Reader, character: string): string {
  return reader.flags.ignoreCase && lettersI.includes(character) ? lettersI : quoted(character);
}

function quoted(character: string): string {
  return character.replace(/[\\^\-[\]]/, '\\$&');
}

function peek(reader: Reader): string | undefined {
  return reader.characters[reader.at];
}

/** The next character, or an empty one at the end. */
function take(reader: Reader): string {
  const character = reader.characters[reader.at] ?? '';
  reader.at += 1;
  return character;
}
