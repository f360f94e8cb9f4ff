/** Replies and records that broke a run once: each is taken for what it is, paid for once, and never stops the rest. */

import { expect, test } from 'vitest';
import { answerTo, type Line, openFileScene, requestFiles, runEngine } from '../support/batch-file-scene.ts';
import { run } from '../support/cli.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene, type Row } from '../support/scene.ts';

const oneTurn = (...names: string[]) =>
  names.map((name) => ({ question_id: name, turns: [`Question ${name}?`] }));
const nameOf = ({ prompt }: Pick<Asked, 'prompt'>) => /Question ([\w-]+)\?/.exec(prompt)?.[1] ?? '';

const counted = { prompt_tokens: 9, completion_tokens: 3 };
const completion = (rest: object = {}, content = 'Blue.') => ({
  ...{ model: 'm', usage: counted },
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  ...rest,
});
const body = (value: unknown, type = 'application/json'): Fault => ({
  kind: 'body',
  body: JSON.stringify(value),
  type,
});

const readable: Record<string, Fault> = {
  'details-as-list': body(completion({ usage: { ...counted, prompt_tokens_details: [] } })),
  'negative-count': body(completion({ usage: { prompt_tokens: 1151, completion_tokens: -35 } })),
  'no-message': body({ choices: [{ index: 0, finish_reason: 'length' }], usage: counted }),
  'plain-text': body(completion(), 'text/plain; charset=utf-8'),
  'no-known-type': body(completion(), 'application/octet-stream'),
  page: body(completion(), 'text/html'),
};

test('gen-answers keeps a paid reply whatever stands beside its text, and asks for none of them again', async () => {
  const questions = oneTurn(...Object.keys(readable));
  const scene = await openScene({ questions, fault: (asked) => readable[nameOf(asked)] });
  const done = await scene.answers([]);
  expect(done.code, done.stderr).toBe(0);
  expect(done.stderr).toContain(
    '1 reply cut off before the token limit (finish_reason "length"): the context was full',
  );
  const kept = (await scene.data.records(answersPath)).map(({ question_id, choices: [choice] }) => [
    question_id,
    choice.turns[0],
    choice.calls[0].finish_reason,
    choice.calls[0].usage?.output_tokens,
  ]);
  expect(kept).toEqual([
    ['details-as-list', 'Blue.', 'stop', 3],
    ['negative-count', 'Blue.', 'stop', undefined],
    ['no-message', '', 'length', 3],
    ['plain-text', 'Blue.', 'stop', 3],
    ['no-known-type', 'Blue.', 'stop', 3],
    ['page', 'Blue.', 'stop', 3],
  ]);
  expect(scene.server.requests).toHaveLength(questions.length);
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  expect(scene.server.requests).toHaveLength(questions.length);
});

const words = 'No instances are left for this model';
const told: Record<string, Fault> = {
  object: body({ error: { message: words, type: 'server_error', code: null } }),
  text: body({ error: words }),
  bare: body({ code: 'upstream', message: words }),
  'called-error': body({ object: 'error', message: words, code: 502 }),
  detail: body({ detail: words }),
  'half-a-reply': body(completion({ error: { code: 'upstream', message: words } })),
};

test('an error with status 200 is told in the words of the service, and is no answer', async () => {
  const questions = oneTurn(...Object.keys(told), 'fine');
  const scene = await openScene({ questions, fault: (asked) => told[nameOf(asked)] });
  const done = await scene.answers(['--max-retries', '0', '--verbose']);
  expect(done.code).toBe(1);
  expect((await scene.data.records(answersPath)).map(({ question_id }) => question_id)).toEqual(['fine']);
  for (const name of Object.keys(told)) {
    const lines = linesOf(done.stderr).filter((line) => line.includes(`question ${name}`));
    expect(lines.join('\n'), done.stderr).toContain(words);
  }
});

test('an error with status 200 and the code "401" stops the model after its first call', async () => {
  const fault = () => body({ error: { message: 'No.', code: '401' } });
  const scene = await openScene({ questions: oneTurn('a', 'b', 'c'), fault });
  const done = await scene.answers(['--concurrency', '1']);
  expect(done.code).toBe(1);
  expect(done.stderr).toContain('refuses the key in OPENAI_API_KEY');
  expect(scene.server.requests).toHaveLength(1);
});

const dresses: Record<string, string> = {
  ...{ bold: '[[**8**]]', escaped: '\\[\\[8\\]\\]', labelled: '[[Rating: 8]]', twice: '[[rating]]: [[8]]' },
  ...{ wide: '［［８］］', chinese: '[[8点]]', korean: '[[8점]]', plain: 'Rating: [[8]]' },
};

test('gen-judgment reads a verdict beyond doubt in any dress with one call, and outlives a negative count', async () => {
  const questions = oneTurn(...Object.keys(dresses));
  const usage = { prompt_tokens: 1151, completion_tokens: -35 };
  const fault = (asked: Asked) =>
    asked.model === 'j' ? body(completion({ usage }, `Fine.\n\n${dresses[nameOf(asked)]}`)) : undefined;
  const scene = await openScene({ questions, fault });
  await scene.answers([]);
  scene.server.requests.length = 0;
  const done = await scene.judge([]);
  expect(done.code, done.stderr).toBe(0);
  const scores = (await scene.data.records(judgmentsPath)).map((row: Row) => [row.question_id, row.score]);
  expect(scores).toEqual(Object.keys(dresses).map((name) => [name, 8]));
  expect(scene.server.requests).toHaveLength(questions.length);
  expect((await scene.judge([])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(questions.length);
});

test('a question with an empty reference, or with nulls, has none and is asked', async () => {
  const nulls = { category: null, reference: null, required_temperature: null };
  const questions = [
    { question_id: '81_DE', category: 'writing', turns: ['A?', 'B?'], reference: [] },
    { question_id: 82, turns: ['C?', 'D?'], ...nulls },
  ];
  const scene = await openScene({ questions });
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  expect((await scene.data.records(answersPath)).map(({ question_id }) => question_id)).toEqual([
    '81_DE',
    82,
  ]);
});

/** A line of results for a request, odd by the name of its question; the others are answered well. */
function oddLine(line: Line): unknown {
  const name = nameOf({ prompt: line.body.messages.at(-1)?.content ?? '' });
  const usage = { prompt_tokens: 5, completion_tokens: -3 };
  const responses: Record<string, object> = {
    'negative-count': { status_code: 200, body: completion({ usage }) },
    'status-as-text': { status_code: '200', body: completion() },
    'body-as-text': { status_code: 200, body: JSON.stringify(completion()) },
  };
  const response = responses[name];
  return response ? { custom_id: line.custom_id, response, error: null } : answerTo(line);
}

/** A collect that goes round for ever is ended, so that it fails here. */
const longestMs = 40_000;

test('batch collect ends whatever the result lines hold, and keeps what they say', async () => {
  const scene = await openFileScene();
  const names = ['negative-count', 'status-as-text', 'body-as-text', 'fine'];
  await scene.data.write('questions/small.jsonl', oneTurn(...names));
  expect((await scene.gen('gen-answers', '--model', 'vllm/m')).code).toBe(0);
  const [requests = ''] = await requestFiles(scene.folder);
  await runEngine(scene.folder, requests, oddLine);
  let timer: NodeJS.Timeout | undefined;
  const done = await run('mt-judge', ['batch', 'collect', scene.folder], {
    onStart: (child) => {
      timer = setTimeout(() => child.kill('SIGKILL'), longestMs);
    },
  }).finally(() => clearTimeout(timer));
  expect(done, done.stderr).toMatchObject({ code: 0, signal: null });
  const rows = await scene.data.records(answersPath);
  const kept = rows.map(({ question_id, choices: [choice] }) => [
    question_id,
    choice.turns[0].slice(0, 5),
    choice.calls[0].usage?.output_tokens,
  ]);
  expect(kept).toEqual([
    ['negative-count', 'Blue.', undefined],
    ['status-as-text', 'Blue.', 3],
    ['body-as-text', 'Blue.', 3],
    ['fine', 'An an', expect.any(Number)],
  ]);
});
