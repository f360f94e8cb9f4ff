/** What a schema finds wrong with a value, in the words of whoever wrote the file. */

import type { z } from 'zod';

/** Without the field, which stands before it: `has no field "x"`, `expected string, received number`. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `has no field ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}: is it misspelt?`;
  }
  // What is wrong with a name stands one level down.
  const message = (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message;
  // Nobody has written an `undefined`.
  if (issue.code === 'invalid_type' && message.endsWith('received undefined')) {
    return `is missing (expected ${issue.expected})`;
  }
  return message
    .replace(/^(?:Invalid (?:input|option|string)|Too (?:small|big)): (?=expected|must)/, '')
    .replace(/"\|"/g, '", "');
}
