/** The text of `questions/<bench>.yaml`, with every field written out, so that it can be edited. */

import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import type { Bench } from '../../records/bench/bench.ts';

const opening = `# How this bench is asked and graded. Edit it, and what is asked changes: answers know how they were asked.
# In template, description and answer, {question}, {options}, {category} and fields of a question stand for its texts.
`;

/** Line breaks as `\\n` on one line: in a prompt each of them counts. */
const layout = {
  lineWidth: 0,
  blockQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  aliasDuplicateObjects: false,
} as const;

/** It reads back as the very same bench. */
export function renderBench(bench: Bench): string {
  const written = JSON.parse(JSON.stringify(bench)) as Bench;
  const text = stringify(written, layout);
  if (!isDeepStrictEqual(parse(text), written)) throw new Error('the bench does not survive YAML');
  return opening + text;
}
