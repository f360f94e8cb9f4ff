/** Faults that may pass: retried when they happen once, an incomplete run when they stay, and nothing false on disk. */

import { expect, test } from 'vitest';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene, type Row, type Scene } from '../support/scene.ts';

const passing: Record<string, Fault> = {
  'rate-limit': { kind: 'status', status: 429 },
  'server-error': { kind: 'status', status: 500 },
  'bad-gateway': { kind: 'status', status: 502, body: '<html>502 Bad Gateway</html>' },
  overloaded: {
    kind: 'status',
    status: 529,
    body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  },
  reset: { kind: 'reset' },
  truncated: { kind: 'truncate' },
  empty: { kind: 'body', body: '' },
  html: { kind: 'body', body: '<!doctype html><p>Sign in to the network', type: 'text/html' },
  'html-as-json': { kind: 'body', body: '<!doctype html><p>Sign in to the network' },
  'other-json': { kind: 'body', body: '{"hello": "world"}' },
  hang: { kind: 'hang' },
  drip: { kind: 'drip', everyMs: 100 },
};
const counts = {
  'rate limit': 1,
  'server error': 2,
  overloaded: 1,
  network: 2,
  'malformed reply': 4,
  timeout: 2,
};
const names = Object.keys(passing);
const questions = [...names, 'fine'].map((name) => ({
  question_id: name,
  turns: [`A question about ${name}?`],
}));
const flags = ['--timeout', '2', '--max-retries', '1'];

/** The question that a request is about, whichever stage sends it. */
function nameOf({ prompt }: Asked): string {
  return /A question about (\S+)\?/.exec(prompt)?.[1] ?? '';
}

/** Gives each question its fault the first `times` times it is asked. */
function faultFor(times: number): (asked: Asked) => Fault | undefined {
  const seen = new Map<string, number>();
  return (asked) => {
    const name = nameOf(asked);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return (seen.get(name) ?? 0) <= times ? passing[name] : undefined;
  };
}

const attemptsOf = (rows: Row[]) =>
  Object.fromEntries(rows.map((row) => [row.question_id, (row.calls ?? row.choices[0].calls)[0].attempts]));

for (const api of ['openai', 'anthropic']) {
  const answers = (scene: Scene) => scene.run('gen-answers', ['--model', `${api}/m`, ...flags]);
  const judge = (scene: Scene) => scene.run('gen-judgment', ['--judge', `${api}/j`, ...flags]);

  test(`every passing fault of the ${api} API that happens once is retried in both stages`, async () => {
    const scene = await openScene({ questions, fault: faultFor(1) });
    const twice = Object.fromEntries([...names.map((name) => [name, 2]), ['fine', 1]]);
    expect(await answers(scene)).toMatchObject({ code: 0, stdout: '' });
    expect(attemptsOf(await scene.data.records(answersPath))).toEqual(twice);
    scene.server.options.fault = faultFor(1);
    expect(await judge(scene)).toMatchObject({ code: 0, stdout: '' });
    expect(attemptsOf(await scene.data.records(judgmentsPath))).toEqual(twice);
    expect(scene.server.requests).toHaveLength(2 * (2 * names.length + 1));
  });

  test(`a fault of the ${api} API that stays leaves no answer, is counted and named, and the next run completes`, async () => {
    const scene = await openScene({ questions, fault: faultFor(9) });
    await checkStaying(scene, { run: answers, file: answersPath, subject: 'm, question NAME' });
  });

  test(`a fault of the ${api} API that stays leaves no judgment, is counted and named, and the next run completes`, async () => {
    const scene = await openScene({ questions });
    await answers(scene);
    scene.server.requests.length = 0;
    scene.server.options.fault = faultFor(9);
    const subject = 'judge j, question NAME turn 1 of m';
    await checkStaying(scene, { run: judge, file: judgmentsPath, subject });
  });
}

async function checkStaying(
  scene: Scene,
  stage: { run: (scene: Scene) => ReturnType<Scene['run']>; file: string; subject: string },
): Promise<void> {
  const failed = await stage.run(scene);
  expect(failed).toMatchObject({ code: 1, stdout: '' });
  expect((await scene.data.records(stage.file)).map((row) => row.question_id)).toEqual(['fine']);
  expect(scene.server.requests).toHaveLength(2 * names.length + 1);
  const lines = linesOf(failed.stderr);
  for (const name of names) {
    const start = `failed: ${stage.subject.replace('NAME', name)}: `;
    expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1);
  }
  for (const [kind, count] of Object.entries(counts)) {
    expect(lines.filter((line) => line.startsWith(`failed calls, ${kind}: ${count} (`))).toHaveLength(1);
  }
  scene.server.requests.length = 0;
  scene.server.options.fault = undefined;
  expect((await stage.run(scene)).code).toBe(0);
  expect(scene.server.requests.map(nameOf).sort()).toEqual([...names].sort());
  expect((await scene.data.records(stage.file)).map((row) => row.question_id)).toEqual([...names, 'fine']);
}

test('Retry-After is obeyed in seconds and as a date', async () => {
  const waits = { seconds: () => '2', date: () => new Date(Date.now() + 3000).toUTCString() };
  for (const [form, header] of Object.entries(waits)) {
    const times: number[] = [];
    const fault = ({ number }: Asked): Fault | undefined => {
      times.push(Date.now());
      return number === 1 ? { kind: 'status', status: 429, headers: { 'retry-after': header() } } : undefined;
    };
    const scene = await openScene({ questions: questions.slice(-1), fault });
    expect((await scene.answers([])).code).toBe(0);
    // Without the header the wait would be a second at most. A date has whole seconds, so up to one is lost.
    expect((times[1] ?? 0) - (times[0] ?? 0), form).toBeGreaterThan(1900);
  }
});
