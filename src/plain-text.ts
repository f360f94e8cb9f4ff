/** Makes text from models and services safe for one line of a terminal. */

import { stripVTControlCharacters } from 'node:util';

/** Control and format characters: bidirectional overrides and invisible marks can rewrite or hide what is shown. */
const unsafe = /[\p{Cc}\p{Cf}]/gu;

/**
 * Text without escape sequences, control characters, bidi overrides or line breaks, cut to `limit` characters.
 * Everything that a service or a file supplied passes through here before it reaches a terminal.
 */
export function plainLine(text: string, limit = 300): string {
  const line = stripVTControlCharacters(text).replace(/\s+/gu, ' ').replace(unsafe, '').trim();
  if (line.length <= limit) return line;
  // Half of a character outside the basic plane is none.
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
