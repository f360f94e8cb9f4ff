/** Counts the style of an answer as Arena-Hard-Auto does. */

import type { StyleCounts } from '../../stats/protocols/arena-style.ts';

/**
 * Headers, list items and bold spans by the rules of `add_markdown_info.py` (Arena-Hard-Auto, commit 3bab294): what stands
 * between a pair of triple backquotes is taken out first, wherever its text stands. Tokens are bytes / 4: theirs are
 * counted with OpenAI's tokenizer for gpt-4o, which is not part of this package; both enter as a ratio.
 */
export function countsOfText(text: string): StyleCounts {
  let prose = text;
  for (const [, code = ''] of text.matchAll(/```([^`]*)```/g))
    if (code !== '') prose = prose.replaceAll(code, '');
  const count = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  return [
    Math.ceil(Buffer.byteLength(text) / 4),
    count(/^#{1,6}\s/gm),
    count(/^\s*\d+\.\s/gm) + count(/^\s*[-*+]\s/gm),
    count(/\*\*[^*\n]+\*\*/g) + count(/__[^_\n]+__/g),
  ];
}
