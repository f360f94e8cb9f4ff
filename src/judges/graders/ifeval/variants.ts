/** The texts that IFEval's loose criterion looks at: `test_instruction_following_loose` of lm-eval's ifeval/utils.py. */

import { isBlank, strip } from './python/text.ts';

export interface Variant {
  /** What was taken off the response. */
  name: string;
  text: string;
}

/** Without the first line, the last line or both, and each and the whole without asterisks. Blank texts and repeated ones are left out. */
export function looseVariants(response: string): Variant[] {
  const lines = response.split('\n');
  const cut: Variant[] = [
    { name: 'no first line', text: strip(lines.slice(1).join('\n')) },
    { name: 'no last line', text: strip(lines.slice(0, -1).join('\n')) },
    { name: 'no first and last line', text: strip(lines.slice(1, -1).join('\n')) },
  ];
  const plain = [{ name: 'whole', text: response }, ...cut].map(({ name, text }) => ({
    name: `${name}, no asterisks`,
    text: text.replaceAll('*', ''),
  }));
  const seen = new Set([response]);
  return [...cut, ...plain].filter(({ text }) => {
    const isNew = !seen.has(text) && !isBlank(text);
    seen.add(text);
    return isNew;
  });
}
