/** Benches of first halves: what was split can be put together again. */

import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { makeCompletion } from '../../../src/benchmarks/completion/make.ts';
import { makeDataDir } from '../../support/cli.ts';

const probe = { template: '{question}', max_tokens: 9, least_words: 3 };

test('given and rest are the text, split at white space near the middle', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const word = fc.stringMatching(/^[a-zäß,.]{1,9}$/);
  const gap = fc.constantFrom(' ', '\n\n', '\t ');
  const text = fc
    .array(fc.tuple(word, gap), { minLength: 1, maxLength: 30 })
    .map((pairs) => pairs.flat().join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 5 }), async (texts) => {
      const long = [...texts, ...Array(2).fill('one two three four five six seven eight')];
      await data.write(
        'questions/a.jsonl',
        long.map((turn, id) => ({ question_id: id, turns: [turn] })),
      );
      const { questions } = await makeCompletion(
        { dataDir: data.path, name: 'c', pair: { public: 'a', fresh: 'a' } },
        probe,
      );
      for (const { question_id, turns, target } of questions) {
        const [side, id] = String(question_id).split('/');
        expect(['public', 'fresh']).toContain(side);
        const whole = long[Number(id)] ?? '';
        const given = turns[0] ?? '';
        expect(whole.trim().startsWith(given) && whole.trim().endsWith(String(target))).toBe(true);
        expect(whole.replace(/\s/g, '')).toBe(`${given}${target}`.replace(/\s/g, ''));
      }
      expect(questions.length).toBeGreaterThanOrEqual(4);
    }),
    { numRuns: 40 },
  );
});
