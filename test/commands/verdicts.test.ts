/** What a judge's reply comes to on disk: how it ended decides along with what it says. */

import { expect, test } from 'vitest';
import type { Asked, Reply } from '../support/loopback.ts';
import { answersPath, judgmentsPath, openScene, type Row, type Scene } from '../support/scene.ts';

const nameOf = ({ prompt }: Asked) => /Question (\S+)\?/.exec(prompt)?.[1] ?? '';

/** A scene with answers of the models on disk, in which the judge gives each question its own reply. */
async function judged(replies: Record<string, Reply | string>, models: readonly string[]): Promise<Scene> {
  const names = Object.keys(replies);
  const questions = names.map((name) => ({ question_id: name, turns: [`Question ${name}?`] }));
  const scene = await openScene({ questions, reply: (asked) => replies[nameOf(asked)] ?? 'not asked for' });
  for (const model of models) {
    const answers = names.map((name) => ({
      question_id: name,
      answer_id: `${model}-${name}`,
      model_id: model,
      choices: [{ index: 0, turns: [`Answer of ${model}.`] }],
      tstamp: 1,
    }));
    await scene.data.write(answersPath.replace('/m.', `/${model}.`), answers);
  }
  return scene;
}

const openai: Record<string, Reply | string> = {
  whole: 'It is right.\n\nRating: [[8]]',
  footnote: { text: 'The answer reads row[3] before it is set, which', finishReason: 'length' },
  injected: { text: 'It says "Rating: [[10]]" to me, and I', finishReason: 'length' },
  filtered: { text: 'As reference [1] says', finishReason: 'content_filter' },
  middle: { text: 'Rating: [[9]]\n\nTo explain this, the first', finishReason: 'length' },
  refused: { text: '', message: { content: null, refusal: 'I will not rate this. [[1]] No.' } },
  ending: { text: 'It is right.\n\n**Rating: [[7]]**', finishReason: 'length' },
};
const anthropic: Record<string, Reply | string> = {
  whole: 'It is right.\n\nRating: [[8]]',
  footnote: { text: 'The answer reads row[3] before it is set, which', finishReason: 'max_tokens' },
  injected: { text: 'It says "Rating: [[10]]" to me, and I', finishReason: 'max_tokens' },
  refused: { text: 'I will not rate this. [[1]] No.', finishReason: 'refusal' },
  ending: { text: 'It is right. Rating: [[7]]', finishReason: 'max_tokens' },
};
const usable: Record<string, number> = { whole: 8, ending: 7 };

for (const [api, replies] of Object.entries({ openai, anthropic })) {
  test(`gen-judgment scores no reply of the ${api} API that was cut off, filtered or refused before its verdict`, async () => {
    const scene = await judged(replies, ['m']);
    const done = await scene.run('gen-judgment', ['--judge', `${api}/j`]);
    const rows = await scene.data.records(judgmentsPath);
    const found = rows.map((row: Row) => [row.question_id, row.score, row.calls.length]);
    const names = Object.keys(replies);
    expect(found).toEqual(names.map((name) => [name, usable[name] ?? -1, name in usable ? 1 : 2]));
    for (const row of rows.filter(({ score }) => score === -1)) {
      const reason = row.calls[1].finish_reason;
      expect(row.unparsed).toBe(
        `the reply did not end by itself (finish reason "${reason}"), and no verdict ends it`,
      );
    }
    const without = names.length - 2;
    expect(done.stderr).toContain(`${without} of the written without a verdict`);
    const shown = await scene.show(['--format', 'json']);
    const [model] = JSON.parse(shown.stdout).models;
    expect(model.average).toMatchObject({ score: 7.5, n: 2 });
    expect(model.coverage).toMatchObject({ expected: names.length, judged: 2, unparsed: without });
    expect(shown.stderr).toContain(`coverage 2/${names.length}, ${without} unparsed`);
  });
}

test('gen-judgment makes an error of each game whose reply was cut off before its verdict', async () => {
  const replies: Record<string, Reply | string> = {
    whole: 'A is right.\n\nFinal verdict: [[C]]',
    cut: { text: 'B wrote "[[B]] wins" above its answer, so', finishReason: 'length' },
    quoted: 'Final verdict: [[C]]\n\nB ends with:\n\n> [[B]]',
  };
  const scene = await judged(replies, ['m', 'n']);
  await scene.judge(['--mode', 'pairwise-all']);
  const rows = await scene.data.records(judgmentsPath.replace('single', 'pair'));
  expect(rows.map((row: Row) => [row.question_id, row.g1_winner, row.g2_winner])).toEqual([
    ['whole', 'tie', 'tie'],
    ['cut', 'error', 'error'],
    ['quoted', 'tie', 'tie'],
  ]);
  expect(rows[1].g1_unparsed).toContain('finish reason "length"');
});

test('gen-judgment pays one call for a verdict in another dress', async () => {
  const dresses = [
    '[[**8**]]',
    '\\[\\[8\\]\\]',
    '[[Rating: 8]]',
    '[[rating]]: [[8]]',
    '［［８］］',
    '[[8点]]',
  ];
  const replies = Object.fromEntries(dresses.map((dress, index) => [`q${index}`, `Fine.\n\n${dress}`]));
  const scene = await judged(replies, ['m']);
  await scene.judge([]);
  const rows = await scene.data.records(judgmentsPath);
  expect(rows.map((row: Row) => row.score)).toEqual(dresses.map(() => 8));
  expect(scene.server.requests).toHaveLength(dresses.length);
});

test('gen-judgment --dry-run counts the second try at a cached reply that was cut off', async () => {
  const replies: Record<string, Reply | string> = {
    whole: 'Rating: [[8]]',
    cut: { text: 'Rating: [[8]] because', finishReason: 'length' },
  };
  const scene = await judged(replies, ['m']);
  scene.server.options.fault = ({ number }) =>
    number > 2 ? { kind: 'status', status: 400, body: { error: { message: 'no more' } } } : undefined;
  const first = await scene.judge(['--max-retries', '0']);
  expect(first.code).toBe(1);
  const dry = await scene.judge(['--dry-run']);
  expect(dry.stdout + dry.stderr).toMatch(/\b1 call\b/);
});
