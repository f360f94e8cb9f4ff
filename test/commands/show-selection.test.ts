/** `show-results` on a selection of the questions: figures, coverage and gates are those of the selection. */

import { expect, test } from 'vitest';
import { answersOf, middling, ratedFolder } from '../support/rated-folder.ts';
import { linesOf, openScene } from '../support/scene.ts';

const json = async (run: Promise<{ stdout: string }>) => JSON.parse((await run).stdout);

test('--category, --question-id and --first-n select what is shown and expected', async () => {
  const { show, write } = await ratedFolder([
    { model: 'a', score: (question) => (question % 2 === 0 ? 9 : 3) },
  ]);
  await write(
    'answers/small/a.jsonl',
    answersOf('a', () => 'One.'),
  );
  const math = await json(show('--category', 'math', '--format', 'json'));
  expect(math.models[0]).toMatchObject({
    average: { score: 9, n: 12 },
    coverage: { expected: 12, judged: 12 },
  });
  const two = await json(show('--question-id', '1', '2', '--format', 'json'));
  expect(two.models[0]).toMatchObject({ average: { score: 6, n: 4 }, coverage: { expected: 4 } });
  const first = await json(show('--category', 'writing', '--first-n', '3', '--format', 'json'));
  expect(first.models[0]).toMatchObject({ average: { score: 3, n: 6 }, coverage: { expected: 6 } });
});

test('gates are those of the selection', async () => {
  const { show } = await ratedFolder([{ model: 'a', score: middling, questions: 3 }]);
  expect((await show('--min-coverage', '1')).code).toBe(1);
  expect((await show('--min-coverage', '1', '--first-n', '3')).code).toBe(0);
  expect((await show('--fail-under', '4', '--question-id', '3')).code).toBe(0);
  expect((await show('--fail-under', '6', '--question-id', '1')).code).toBe(1);
});

test('a selection that leaves nothing, or that cannot be made, is one line', async () => {
  const { show } = await ratedFolder([{ model: 'a', score: middling, questions: 3 }]);
  const none = await show('--question-id', '12');
  expect([none.code, linesOf(none.stderr)]).toEqual([
    2,
    ['show-results: no judgments are left: loosen --category, --filter, --question-id or --first-n'],
  ]);
  const unknown = await show('--category', 'maths');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('unknown value "maths" for --category');
});

test('`next:` carries the selection along', async () => {
  const scene = await openScene();
  const selection = ['--category', 'math', '--first-n', '1'];
  const answered = await scene.answers(selection);
  expect(answered.stderr).toContain('--judge <endpoint>/<model> --category math --first-n 1 --bench small');
  const judged = await scene.judge(selection);
  expect(judged.stderr).toContain('next: show-results --category math --first-n 1 --bench small');
  expect((await scene.show([...selection, '--min-coverage', '1'])).code).toBe(0);
});
