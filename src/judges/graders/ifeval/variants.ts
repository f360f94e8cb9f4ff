/** The texts that IFEval's loose criterion looks at: `test_instruction_following_loose` of lm-eval's ifeval/utils.py. */

import { strip } from './python-text.ts';

export interface Variant {
  /** What was taken off the response. */
  name: string;
  text: string;
}

/** The whole response first, then without its first line, last line or both, and each without asterisks. */
export function looseVariants(response: string): Variant[] {
  const lines = response.split('\n');
  const cut: Variant[] = [
    { name: 'whole', text: response },
    { name: 'no first line', text: strip(lines.slice(1).join('\n')) },
    { name: 'no last line', text: strip(lines.slice(0, -1).join('\n')) },
    { name: 'no first and last line', text: strip(lines.slice(1, -1).join('\n')) },
  ];
  const plain = cut.map(({ name, text }) => ({
    name: `${name}, no asterisks`,
    text: text.replaceAll('*', ''),
  }));
  const seen = new Set<string>();
  return [...cut, ...plain].filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}
