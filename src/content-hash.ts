/** Hashes of content, the same on every machine and for every order of an object's fields. */

import { createHash } from 'node:crypto';

/**
 * SHA-256 of the value as canonical JSON (object fields sorted by name), first 32 hexadecimal digits.
 * Undefined fields count as absent.
 */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

/** JSON with object fields sorted by name, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
