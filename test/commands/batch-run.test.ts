/** `--batch` end to end: both stages through both batch apis, wave after wave, against a server that has them. */

import { expect, test } from 'vitest';
import { expectSubmittedOnce, openBatchScene, ordinaryRows, timeless } from '../support/batch-scene.ts';
import { answersPath, judgmentsPath, keys, type Row, snapshot } from '../support/scene.ts';

function callsOf(row: Row): Row[] {
  return row.choices ? row.choices.flatMap(({ calls }: Row) => calls) : row.calls;
}

for (const api of ['openai', 'anthropic'] as const) {
  test(`both stages go through the batch API of ${api}, and make the records of an ordinary run`, async () => {
    const whole = await ordinaryRows(api);
    const scene = await openBatchScene({ api });
    const answered = await scene.answers(['--batch']);
    expect(answered).toMatchObject({ code: 0, stdout: '' });
    // Two turns are two waves.
    expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 4]);
    expect((await scene.judge(['--batch'])).code).toBe(0);
    // One verdict is unparsed: its second try is a wave.
    expect(scene.server.batches.map(({ lines }) => lines.length)).toEqual([4, 4, 8, 1]);
    expectSubmittedOnce(scene, 17);
    const answers = await scene.data.records(answersPath);
    const judgments = await scene.data.records(judgmentsPath);
    expect(answers.map(timeless)).toEqual(whole.answers);
    expect(judgments.map(timeless)).toEqual(whole.judgments);
    const files = [...(await snapshot(scene.data.path))].flat().join();
    for (const key of Object.values(keys)) expect(files + answered.stderr).not.toContain(key);
    for (const call of [...answers, ...judgments].flatMap(callsOf)) expect(call.batch).toBe(true);
  });
}

test('a slow model holds up nothing but itself, and nothing of it is submitted again meanwhile', async () => {
  const slow = ({ lines }: { lines: Row[] }) => lines[0]?.body.model === 'slow';
  const scene = await openBatchScene({ looks: (batch) => (slow(batch) ? 9 : 1) });
  const run = await scene.run('gen-answers', ['--model', 'openai/m', 'openai/slow', '--batch']);
  expect(run.code).toBe(0);
  // The second wave of the quick model comes before that of the slow one.
  expect(scene.server.batches.map((batch) => batch.lines[0]?.body.model)).toEqual(['m', 'slow', 'm', 'slow']);
  expectSubmittedOnce(scene, 16);
  expect(await scene.data.records(answersPath)).toHaveLength(4);
  expect(await scene.data.records('answers/small/slow.jsonl')).toHaveLength(4);
});
