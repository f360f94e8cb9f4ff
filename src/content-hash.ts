/** Hashes of content, the same on every machine and for every order of an object's fields. */

import { hash } from 'node:crypto';

/**
 * SHA-256 of the value as canonical JSON (object fields sorted by name), first 32 hexadecimal digits.
 * Undefined fields count as absent.
 */
export function contentHash(value: unknown): string {
  // Not a slice of the text: that would keep the whole of it.
  return hash('sha256', canonicalJson(value), 'buffer').toString('hex', 0, 16);
}

/** JSON with object fields sorted by name, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return canonicalList(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field === undefined) continue;
    text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${canonicalJson(field)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function canonicalList(values: readonly unknown[]): string {
  let text = '[';
  for (const [index, value] of values.entries()) text += (index === 0 ? '' : ',') + canonicalJson(value);
  return `${text}]`;
}
