/** Makes text from models and services safe for one line of a terminal. */

import { stripVTControlCharacters } from 'node:util';

/** Control characters, bidirectional overrides and invisible marks that can rewrite or hide what a terminal shows. */
const unsafe = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text without escape sequences, control characters, bidi overrides or line breaks, cut to `limit` characters.
 * Everything that a service or a file supplied passes through here before it reaches a terminal.
 */
export function plainLine(text: string, limit = 300): string {
  const line = stripVTControlCharacters(text).replace(/\s+/gu, ' ').replace(unsafe, '').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}
