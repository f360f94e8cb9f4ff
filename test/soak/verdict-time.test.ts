/** Reading a reply takes time in proportion to its length, whatever it is made of. */

import { expect, test } from 'vitest';
import { parseReply } from '../../src/judges/model/verdict.ts';
import type { OutputFormat } from '../../src/records/judge-prompt.ts';

const units: Record<string, string> = {
  spaces: ' ',
  'line breaks': '\n',
  asterisks: '*',
  backslashes: '\\',
  'opening brackets': '[',
  'double brackets without an end': '[[7',
  verdicts: '[[7]]\n',
  'verdicts in one line': '[[7]] ',
  'bare brackets': '[7] ',
  'labelled bare brackets': 'Rating: [7]\n',
  labels: 'my final rating is ',
  'labels in Chinese': '最终评分是',
  'straight marks': '"',
  'marks that open': '“',
  'marks that open and marks that close': '„“ ',
  'pointed marks': '« ',
  apostrophes: "a' 'b ",
  backticks: '`',
  'code spans': '`a` ',
  'code spans of many lengths': '` `` ``` ```` ',
  'fences of many lengths': '```\n````\n`````\n',
  'block quotes': '> a\n',
  'block quotes apart': '> a\nb\n',
  introductions: 'The answer says:\n[[7]]\n',
  tags: '<q>',
  'tags without an end': '<code ',
  'what is struck out': '~~a~~ ',
};

/** Milliseconds of this process's own computing: what else the machine does is not in it. */
function computing(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const long = process.env.MT_JUDGE_SOAK !== undefined;

/** In the long form alone: a machine's load must not decide the gate. */
test.skipIf(!long).each(Object.entries(units))(
  '`parseReply()` reads a reply of many %s in linear time',
  (_what, unit) => {
    const times = 8;
    const read = (length: number) =>
      computing(() => {
        const reply = `Begin.${unit.repeat(length / unit.length)}x`;
        for (const format of ['[[rating]]', '[[A]]'] satisfies OutputFormat[]) {
          parseReply(reply, { format, finish: 'stop' });
          parseReply(`${reply}\nRating: [[7]]`, { format, finish: 'length' });
        }
      });
    read(2_000);
    // Quadratic time would be 64 times as much; 20 ms of slack cover what a collection of garbage takes.
    expect(read(4_000 * times)).toBeLessThan(4 * times * (read(4_000) + 20));
  },
);
