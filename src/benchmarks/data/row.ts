/** A row of published data, and how its fields are read: what is missing or malformed is refused with its place. */

import { UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';

export interface Row {
  file: string;
  /** Behind the file's name in a message: `:12` for a line, ` row 12` for a row of parquet or of a JSON array. */
  place: string;
  fields: Readonly<Record<string, unknown>>;
}

/** A UserError that names file, line or row, and what is wrong there. */
export function refuse({ file, place }: Row, problem: string): never {
  throw new UserError(`cannot import ${file}${place}: ${problem}`);
}

/** A value as a message shows it. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  return value === undefined ? 'nothing' : plainLine(text ?? String(value), 120);
}

/** A text with something in it. */
export function textOf(row: Row, name: string): string {
  const value = row.fields[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  return refuse(row, `${name} must be a text, not ${shownValue(value)}`);
}

/** A text that may be empty, and is where the field is absent or null. */
export function optionalText(row: Row, name: string): string {
  const value = row.fields[name] ?? '';
  if (typeof value === 'string') return value;
  return refuse(row, `${name} must be a text, not ${shownValue(value)}`);
}

/** A list of texts, with at least `least` of them. */
export function textsOf(row: Row, name: string, least = 0): string[] {
  const value = row.fields[name] ?? [];
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  if (Array.isArray(value) && texts.length === value.length && texts.length >= least) return texts;
  const wanted = least === 0 ? 'a list of texts' : `a list of at least ${least} texts`;
  return refuse(row, `${name} must be ${wanted}, not ${shownValue(value)}`);
}

/** A list of objects. */
export function objectsOf(row: Row, name: string): Record<string, unknown>[] {
  const value = row.fields[name];
  if (Array.isArray(value) && value.every(isObject)) return value;
  return refuse(row, `${name} must be a list of objects, not ${shownValue(value)}`);
}

/** A whole number, as a number or as its digits. */
export function wholeNumberOf(row: Row, name: string): number {
  const value = row.fields[name];
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  return refuse(row, `${name} must be a whole number, not ${shownValue(value)}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
