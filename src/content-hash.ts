/** Hashes of content, the same on every machine and for every order of an object's fields. */

import { hash } from 'node:crypto';

/**
 * SHA-256 of the value as canonical JSON (object fields sorted by name), first 32 hexadecimal digits.
 * Undefined fields count as absent.
 */
export function contentHash(value: unknown): string {
  return hash('sha256', canonicalJson(value)).slice(0, 32);
}

/** JSON with object fields sorted by name, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const parts: string[] = [];
  for (const name of Object.keys(fields).sort()) {
    if (fields[name] !== undefined) parts.push(`${JSON.stringify(name)}:${canonicalJson(fields[name])}`);
  }
  return `{${parts.join(',')}}`;
}
