/** What SymPy's LaTeX grammar calls atoms: numbers, names, fractions, binomials; and groups in brackets. */

import { call, constant, type Expression, print, quotient, symbol, whole } from '../expression/expression.ts';
import { parseDecimal } from '../expression/rational.ts';
import { type Reader, Unreadable, Unsupported } from './reader.ts';

export function group(reader: Reader): Expression | undefined {
  const { type } = reader.peek();
  const found = groups[type];
  if (!found || (type === '|' && reader.barCloses)) return undefined;
  return reader.once('group', () => bracketed(reader, found));
}

interface Group {
  close: string;
  name?: string;
}

const groups: Readonly<Record<string, Group>> = {
  '(': { close: ')' },
  '[': { close: ']' },
  '{': { close: '}' },
  '\\{': { close: '\\}' },
  '|': { close: '|', name: 'abs' },
  '\\lfloor': { close: '\\rfloor', name: 'floor' },
  '\\lceil': { close: '\\rceil', name: 'ceil' },
};

/** A bar inside bars opens a pair of its own where that can be, else it closes the outer one. */
function bracketed(reader: Reader, { close, name }: Group): Expression | undefined {
  const outer = reader.barCloses;
  const content = (barCloses: boolean) =>
    reader.attempt(() => {
      reader.barCloses = barCloses;
      reader.next();
      const value = reader.rules.additive(reader);
      return value && reader.take(close) && value;
    });
  const value = content(false) ?? (close === '|' ? content(true) : undefined);
  reader.barCloses = outer;
  return value && name !== undefined ? call(name, value) : value;
}

/** The content of a pair of braces. */
export function braced(reader: Reader): Expression | undefined {
  return reader.peek().type === '{' ? group(reader) : undefined;
}

/** An exponent or index: one atom, or braces. */
export function script(reader: Reader, maxDigits = Number.POSITIVE_INFINITY): Expression | undefined {
  return braced(reader) ?? atom(reader, maxDigits);
}

export function atom(reader: Reader, maxDigits = Number.POSITIVE_INFINITY): Expression | undefined {
  const { type, text } = reader.peek();
  switch (type) {
    case 'digit':
      return number(reader, maxDigits);
    case 'letter':
    case 'symbol':
      return reader.attempt(() => variable(reader, text === '\\infty'));
    case 'differential':
      return symbol(
        `d${reader
          .next()
          .text.slice(1)
          .replace(/[ \t\r\n\\]/g, '')}`,
      );
    case '\\mathit':
      return reader.attempt(() => mathit(reader));
    case '\\frac':
      return reader.attempt(() => fraction(reader));
    case '\\binom':
      return reader.attempt(() => binomial(reader));
    default:
      return undefined;
  }
}

function variable(reader: Reader, isInfinity: boolean): Expression | undefined {
  const found = name(reader);
  if (found === undefined) return undefined;
  return isInfinity ? constant('infinity') : symbol(found);
}

/** `x`, `x_1`, `x'`; a command is called by its letters, so that `\alpha` is no `a`, but `\d` is d. */
export function name(reader: Reader): string | undefined {
  const { type, text } = reader.next();
  const quotesFirst = reader.take('quotes')?.text ?? '';
  let index = '';
  if (reader.take('_')) {
    const value = script(reader);
    if (!value) return undefined;
    index = `_{${print(value)}}`;
  }
  const quotes = quotesFirst === '' ? (reader.take('quotes')?.text ?? '') : quotesFirst;
  return `${type === 'symbol' ? text.slice(1) : text}${index}${type === 'letter' ? quotes : ''}`;
}

/** Digits, groups of a comma and three digits, decimals. */
function number(reader: Reader, maxDigits: number): Expression {
  let digits = '';
  while (digits.length < maxDigits && reader.peek().type === 'digit') digits += reader.next().text;
  for (let group = thousands(reader); group !== undefined; group = thousands(reader)) digits += group;
  let decimals = '';
  if (reader.take('.')) {
    for (let digit = decimal(reader, true); digit; digit = decimal(reader, false)) decimals += digit;
    if (decimals === '') throw new Unreadable('Decimals are missing.');
  } else if (/^0+[1-9]/.test(digits)) {
    throw new Unreadable('Python has no whole numbers with leading zeros.');
  }
  const value = parseDecimal(decimals === '' ? digits : `${digits}.${decimals}`);
  if (!value) throw new Unreadable('The number is too long.');
  return { kind: 'number', value, decimal: decimals !== '' };
}

/** The last digit before another point begins the next number: `1.50.25` is 1.5 times 0.25. */
function decimal(reader: Reader, first: boolean): string | undefined {
  return reader.attempt(() => {
    const digit = reader.take('digit')?.text;
    return first || reader.peek().type !== '.' ? digit : undefined;
  });
}

function thousands(reader: Reader): string | undefined {
  return reader.attempt(() => {
    if (!reader.take(',')) return undefined;
    const digits = [1, 2, 3].map(() => reader.take('digit')?.text ?? '').join('');
    return digits.length === 3 ? digits : undefined;
  });
}

function mathit(reader: Reader): Expression | undefined {
  reader.next();
  if (!reader.take('{')) return undefined;
  let letters = '';
  while (reader.peek().type === 'letter') letters += reader.next().text;
  return reader.take('}') && symbol(letters);
}

function fraction(reader: Reader): Expression | undefined {
  reader.next();
  const start = reader.position();
  const top = digitOrBraces(reader);
  const upper = reader.text(start, reader.position());
  const bottomType = reader.peek().type;
  const bottom = top && digitOrBraces(reader);
  if (!top || !bottom) return undefined;
  if (bottomType === '{' && bottom.kind === 'symbol' && isDerivative(upper, bottom.name))
    throw new Unsupported();
  return quotient(top, bottom);
}

function isDerivative(upper: string, lower: string): boolean {
  return /^\{\s*(?:d|\\partial)/.test(upper) && /^d./.test(lower);
}

function digitOrBraces(reader: Reader): Expression | undefined {
  const digit = reader.take('digit');
  return digit ? whole(Number(digit.text)) : braced(reader);
}

function binomial(reader: Reader): Expression | undefined {
  reader.next();
  const n = braced(reader);
  const k = n && braced(reader);
  return n && k ? call('binomial', n, k) : undefined;
}
