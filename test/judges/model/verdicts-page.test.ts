/** The examples of docs/verdicts.md are read as it says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseReply } from '../../../src/judges/model/verdict.ts';
import { repository } from '../../support/cli.ts';

const page = readFileSync(join(repository, 'docs', 'verdicts.md'), 'utf8');

const kinds: Readonly<Record<string, Parameters<typeof parseReply>[1]>> = {
  reply: { format: '[[rating]]', finish: 'stop' },
  'reply, cut off': { format: '[[rating]]', finish: 'length' },
  'reply, pair': { format: '[[A]]', finish: 'stop' },
  'reply, five steps': { format: '[[A>>B]]', finish: 'stop' },
  'reply, scores': { format: '[[rating_a,rating_b]]', finish: 'stop' },
};

const examples = [...page.matchAll(/^\| (reply[^|]*) \| reads as \|\n\|---\|---\|\n((?:\|.*\n)+)/gm)].flatMap(
  ([, kind = '', rows = '']) =>
    [...rows.matchAll(/^\| `(.*)` \| (\S+(?:, strong)?) \|$/gm)].map(([, reply = '', expected]) => ({
      kind,
      reply: reply.replaceAll('⏎', '\n'),
      expected,
    })),
);

test('docs/verdicts.md has examples of every kind', () => {
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  expect(examples.length).toBeGreaterThan(50);
});

test.each(examples)('docs/verdicts.md says what $reply is read as ($kind)', ({ kind, reply, expected }) => {
  const { verdict } = parseReply(reply, kinds[kind] ?? { format: '[[rating]]', finish: 'stop' });
  const read =
    verdict.kind === 'rating'
      ? String(verdict.rating)
      : verdict.kind === 'winner'
        ? `${verdict.winner}${verdict.strong ? ', strong' : ''}`
        : 'unparsed';
  expect(read).toBe(expected);
});
