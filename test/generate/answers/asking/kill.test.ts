/** A run by log-probabilities that is killed goes on where it was. */

import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import { echoBody } from '../../../support/completions.ts';
import { answersPath, openScene } from '../../../support/scene.ts';

test('what was answered before the kill is not asked again, and the file is that of a run without one', async () => {
  const questions = Array.from({ length: 8 }, (_, id) => ({
    question_id: id,
    category: 'c',
    turns: [`Which of ${id}?`],
    target: 'A',
    check: { options: [`one ${id}`, `two ${id}`] },
  }));
  const scene = await openScene({ questions, body: (asked) => echoBody(asked) });
  await scene.data.write('questions/small.yaml', 'title: T\nask:\n  loglikelihood: { choice: text }\n');
  const args = ['--method', 'loglikelihood', '-j', '1'];
  let child: ChildProcess | undefined;
  scene.server.options.fault = ({ number }) => {
    if (number !== 5) return undefined;
    child?.kill('SIGKILL');
    return { kind: 'hang' };
  };
  await scene.answers(args, {
    onStart: (started) => {
      child = started;
    },
  });
  expect(scene.server.requests).toHaveLength(5);
  delete scene.server.options.fault;
  expect(await scene.answers(args)).toMatchObject({ code: 0 });
  // Of the first run the probe and three questions; then those that were left, and no probe.
  expect(scene.server.requests).toHaveLength(5 + 5);
  const rows = await scene.data.records(answersPath);
  expect(rows.map(({ question_id }) => question_id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
