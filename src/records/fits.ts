/**
 * Checks by hand of what most rows are: whole. A schema takes several microseconds for a row, these a fraction; a row that
 * they turn down goes through its schema, which has the last word and finds the words for what is wrong.
 */

/** A value of JSON that has fields. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

export function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** 1e999 is JSON and no number. */
export function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** A whole number from `least`, of those that are exact. */
export function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

export function isWholeOrAbsent(value: unknown): boolean {
  return value === undefined || isWhole(value, 0);
}

export function isTrueOrAbsent(value: unknown): boolean {
  return value === undefined || value === true;
}

export function isListOf(value: unknown, fits: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(fits);
}

const beyondAscii = /[\u0080-\uffff]/;

/** False only for a text with characters beyond ASCII. */
export function isAsciiOrNoText(value: unknown): boolean {
  return typeof value !== 'string' || !beyondAscii.test(value);
}
