/** Replies that came, but are no plain answers or verdicts: kept as what they are, counted, and never made into ratings. */

import { expect, test } from 'vitest';
import { sampleQuestions } from '../support/cli.ts';
import type { Asked, Reply } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene, type Row } from '../support/scene.ts';

const oneTurn = (...names: string[]) =>
  names.map((name) => ({ question_id: name, turns: [`Question ${name}?`] }));
const nameOf = ({ prompt }: Asked) => /Question (\S+)\?/.exec(prompt)?.[1] ?? '';

const odd: Record<string, Reply> = {
  fine: { text: 'A whole answer.' },
  empty: { text: '' },
  long: { text: 'It goes on and', finishReason: 'length' },
  filtered: { text: 'Half a', finishReason: 'content_filter' },
  refused: { text: '', message: { content: null, refusal: 'I will not.' } },
};
const oddAtAnthropic: Record<string, Reply> = {
  fine: { text: 'A whole answer.' },
  empty: { text: '' },
  long: { text: 'It goes on and', finishReason: 'max_tokens' },
  refused: { text: 'I will not.', finishReason: 'refusal' },
};

for (const [api, replies] of [
  ['openai', odd],
  ['anthropic', oddAtAnthropic],
] as const) {
  test(`gen-answers keeps and counts refusals, empty, cut-off and filtered replies of the ${api} API`, async () => {
    const reply = (asked: Asked) => replies[nameOf(asked)] ?? 'unknown';
    const scene = await openScene({ questions: oneTurn(...Object.keys(replies)), reply });
    const done = await scene.run('gen-answers', ['--model', `${api}/m`]);
    expect(done.code).toBe(0);
    const kept = (await scene.data.records(answersPath)).map(({ question_id, choices: [choice] }) => [
      question_id,
      choice.turns[0],
      choice.calls[0].finish_reason,
    ]);
    const expected = [
      ['fine', 'A whole answer.', 'stop'],
      ['empty', '', 'stop'],
      ['long', 'It goes on and', 'length'],
      ['filtered', 'Half a', 'content_filter'],
      ['refused', 'I will not.', 'refusal'],
    ].filter(([name = '']) => name in replies);
    expect(kept).toEqual(expected);
    const counted = linesOf(done.stderr).filter((line) => line.startsWith('worth a look: 1 reply '));
    expect(counted).toHaveLength(expected.length - 1);
  });
}

test('gen-judgment names the error marks of FastChat and judges none of them', async () => {
  const scene = await openScene({ questions: oneTurn('a', 'b') });
  const answer = (id: string, text: string) => ({
    ...{ question_id: id, answer_id: id, model_id: 'm', tstamp: 1 },
    choices: [{ index: 0, turns: [text] }],
  });
  await scene.data.write(answersPath, [answer('a', '$ERROR$'), answer('b', 'fine')]);
  const judged = await scene.judge([]);
  expect(judged.code).toBe(1);
  expect(judged.stderr).toMatch(/^not judged: m\b.*\bthe answer is an error mark\b/m);
  expect(judged.stderr).toMatch(/^not judged: m\b.*\bquestion a\b/m);
  expect(scene.server.requests.map(nameOf)).toEqual(['b']);
  expect((await scene.answers([])).code).toBe(0);
  expect(scene.server.requests.map(nameOf)).toEqual(['b', 'a']);
  expect((await scene.judge([])).code).toBe(0);
  expect((await scene.data.records(judgmentsPath)).map((row) => row.question_id)).toEqual(['a', 'b']);
});

const thoughts: Record<string, { api: string; reply: Reply }> = {
  'a <think> block': { api: 'openai', reply: { text: '<think>\nhm, [[2]]\n</think>\n\nRating: [[8]]' } },
  reasoning_content: {
    api: 'openai',
    reply: { text: 'Rating: [[8]]', message: { reasoning_content: 'hm, [[2]]' } },
  },
  'a thinking block of Anthropic': {
    api: 'anthropic',
    reply: { text: 'Rating: [[8]]', blocks: [{ type: 'thinking', thinking: 'hm, [[2]]', signature: 's' }] },
  },
};

for (const [what, { api, reply }] of Object.entries(thoughts)) {
  test(`reasoning in ${what} is kept apart, not sent back, not judged, and no verdict`, async () => {
    const scene = await openScene({ reply: () => reply });
    expect((await scene.run('gen-answers', ['--model', `${api}/m`])).code).toBe(0);
    const [record] = await scene.data.records(answersPath);
    expect(record.choices[0].turns).toEqual(['Rating: [[8]]', 'Rating: [[8]]']);
    expect(record.choices[0].calls[0].reasoning).toBe('hm, [[2]]');
    expect(scene.server.requests.filter(({ messages }) => messages.length === 3)).toHaveLength(4);
    expect((await scene.run('gen-judgment', ['--judge', `${api}/j`])).code).toBe(0);
    expect(JSON.stringify(scene.server.requests.map(({ body }) => body))).not.toContain('[[2]]');
    const rows = await scene.data.records(judgmentsPath);
    expect(new Set(rows.map((row) => row.score))).toEqual(new Set([8]));
    expect(rows[0].calls[0].reasoning).toBe('hm, [[2]]');
  });
}

test('a reply without a verdict is asked for once more; without one again, it is kept as unparsed and no rating', async () => {
  const verdicts: Record<string, string[]> = {
    plain: ['Rating: [[9]]'],
    second: ['No number.', 'Rating: [[5]]'],
    never: ['It is a 7.', 'Still a 7.'],
    eleven: ['Rating: [[11]]', 'Rating: [[11]]'],
    silent: ['', ''],
  };
  const seen = new Map<string, number>();
  const reply = (asked: Asked) => {
    if (asked.model === 'm') return 'An answer.';
    const times = seen.get(nameOf(asked)) ?? 0;
    seen.set(nameOf(asked), times + 1);
    return verdicts[nameOf(asked)]?.[times] ?? 'asked too often';
  };
  const scene = await openScene({ questions: oneTurn(...Object.keys(verdicts)), reply });
  await scene.answers([]);
  expect((await scene.judge([])).code).toBe(0);
  const rows = await scene.data.records(judgmentsPath);
  const pick = (row: Row) => [row.question_id, row.score, row.judgment, row.calls.length, row.unparsed];
  expect(rows.map(pick)).toEqual([
    ['plain', 9, 'Rating: [[9]]', 1, undefined],
    ['second', 5, 'Rating: [[5]]', 2, undefined],
    ['never', -1, 'Still a 7.', 2, 'the reply has no verdict'],
    ['eleven', -1, 'Rating: [[11]]', 2, '"11" is not a rating from 1 to 10'],
    ['silent', -1, '', 2, 'the reply is empty'],
  ]);
  const tokens = (row: Row) =>
    row.calls.reduce((sum: number, call: Row) => sum + call.usage.output_tokens, 0);
  for (const row of rows) expect(row.usage.output_tokens).toBe(tokens(row));
  scene.server.requests.length = 0;
  expect((await scene.judge([])).stderr).toContain('j: 0 judgments written, 5 kept');
  expect(scene.server.requests).toEqual([]);
  const shown = await scene.show(['--format', 'json']);
  const [model] = JSON.parse(shown.stdout).models;
  expect(model.average).toMatchObject({ score: 7, n: 2 });
  expect(model.coverage).toMatchObject({ expected: 5, judged: 2, unparsed: 3, missing: 0 });
  expect(shown.stderr).toBe('warning: m: coverage 2/5, 3 unparsed\n');
});

test('gen-judgment says how many replies had no verdict', async () => {
  const scene = await openScene({ questions: oneTurn('a', 'b'), reply: () => 'no verdict here' });
  await scene.answers([]);
  expect((await scene.judge([])).stderr).toContain(
    'j: 2 judgments written, 0 kept, 2 of the written without a verdict (score -1)\n',
  );
});

test('a long list of questions without an answer is cut, unless --verbose asks for it', async () => {
  const scene = await openScene({ questions: sampleQuestions(12) });
  expect((await scene.answers(['--first-n', '1'])).code).toBe(0);
  const judged = await scene.judge([]);
  expect(judged.code).toBe(1);
  const line = 'not judged: m: no answer: questions 2, 3, 4, 5, 6 and 6 more (--verbose names them)\n';
  expect(judged.stderr).toContain(line);
  const all = await scene.judge(['--verbose']);
  expect(all.stderr).toContain('no answer: questions 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12\n');
});
