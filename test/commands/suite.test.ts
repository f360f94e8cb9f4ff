/** `mt-judge suite` as a process: several benches, one budget, one summary; refused, stopped, and gone on with. */

import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, type RunOptions, run, sampleQuestions } from '../support/cli.ts';
import { type LoopbackOptions, startLoopback } from '../support/loopback.ts';

async function openSuite(text: string, loopback: LoopbackOptions = {}) {
  const data = makeDataDir();
  const server = await startLoopback(loopback);
  onTestFinished(async () => {
    await server.close();
    await data.remove();
  });
  await data.write('suite.yaml', text);
  await data.write('questions/tales.jsonl', sampleQuestions(3));
  const suite = (args: readonly string[], options: RunOptions = {}) =>
    run('mt-judge', ['suite', 'suite.yaml', ...args], {
      cwd: data.path,
      ...options,
      env: { OPENAI_API_KEY: 'sk-test-openai', OPENAI_BASE_URL: `${server.url}/v1`, ...options.env },
    });
  return { data, server, suite };
}

const both = 'benches:\n  - { bench: tales, judges: [offline/judge] }\n  - { bench: sums24, limit: 6 }\n';

test('a row for each bench and metric, a column for each model; a sample says so', async () => {
  const { data, suite } = await openSuite(both);
  const { code, stdout, stderr } = await suite(['--model', 'offline/reference', 'offline/echo']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^bench +metric +reference +echo$/m);
  expect(stdout).toMatch(/^tales +judge +\d\.\d{3} ± /m);
  expect(stdout).toMatch(/^sums24 +number@1 +1\.000 ± 0\.000 +0\.000 ± 0\.000$/m);
  expect(stdout).toContain('sums24: a sample of 6 of 24 questions');
  expect(stderr).toContain('bench sums24 (2 of 2)');
  expect(await data.records('answers/sums24/echo.jsonl')).toHaveLength(6);
  const again = await suite(['--model', 'offline/reference', 'offline/echo', '--quiet', '--format', 'json']);
  expect(again.code).toBe(0);
  const { rows, samples } = JSON.parse(again.stdout);
  expect(rows.map(({ bench }: { bench: string }) => bench)).toEqual(['tales', 'sums24', 'sums24']);
  expect(samples).toHaveLength(1);
});

test('all benches without data are named at once, with what to type; nothing is asked', async () => {
  const { server, suite } = await openSuite(
    'judges: [offline/judge]\nbenches:\n  - { bench: tales }\n  - { bench: gsm8k }\n  - { bench: mine }\n  - { bench: ifeval }\n',
  );
  const { code, stderr } = await suite(['--model', 'openai/m']);
  expect(code).toBe(2);
  expect(stderr).toBe(
    'mt-judge: benches of the suite have no data: gsm8k, mine, ifeval: mt-judge import gsm8k && mt-judge import ifeval\n',
  );
  expect(server.requests).toHaveLength(0);
});

test('what a suite lacks is one line: a model, a judge, a bench named twice, a field that there is not', async () => {
  const { data, suite } = await openSuite(both);
  expect((await suite([])).stderr).toContain('--model is missing, and the suite suite.yaml names no models');
  await data.write('suite.yaml', 'benches:\n  - { bench: tales }\n');
  const judge = await suite(['--model', 'offline/echo']);
  expect(judge.stderr).toContain(
    'bench tales has no graders of its own: give --judge, or judges: in the suite',
  );
  await data.write('suite.yaml', 'benches:\n  - { bench: tales }\n  - { bench: tales }\n');
  expect((await suite(['--model', 'offline/echo'])).stderr).toContain('names a bench twice');
  await data.write('suite.yaml', 'benches:\n  - { bench: tales, shots: 3 }\n');
  const field = await suite(['--model', 'offline/echo']);
  expect(field.code).toBe(2);
  expect(field.stderr).toContain('suite.yaml:2: benches.0: has no field "shots": is it misspelt?');
});

const prices =
  'models:\n  m: { endpoint: openai, model: m, price: { input: 0, output: 100000 }, parameters: { max_tokens: 10 } }\n';

test('one budget for all benches: what the first has spent is not there for the second', async () => {
  const { data, server, suite } = await openSuite(both);
  await data.write('models.yaml', prices);
  // Each call may cost 1 dollar at most: the six of the first bench fit, of the second one some.
  const { code, stderr } = await suite(['--model', 'm', '--max-cost', '7', '-j', '1']);
  expect(code).toBe(3);
  expect(stderr).toContain('--max-cost');
  const sent = server.requests.length;
  expect(sent).toBeGreaterThanOrEqual(6);
  const answers = await data.records('answers/tales/m.jsonl');
  expect(answers).toHaveLength(3);
  const whole = await suite(['--model', 'm', '--max-cost', '100', '-j', '1']);
  expect(whole.code).toBe(0);
  // What was answered is not asked again: 3 questions of two turns, and 6 of one.
  expect(server.requests.length).toBe(12);
});

test('killed in the middle, it goes on where it was', async () => {
  const { data, server, suite } = await openSuite(both, { latencyMs: 40 });
  const killed = await suite(['--model', 'openai/m', '-j', '2'], {
    onStart: (child) => {
      const timer = setInterval(() => {
        if (server.requests.length < 5) return;
        clearInterval(timer);
        child.kill('SIGKILL');
      }, 5);
    },
  });
  expect(killed.signal).toBe('SIGKILL');
  const whole = await suite(['--model', 'openai/m', '-j', '2']);
  expect(whole.code).toBe(0);
  expect(await data.records('answers/tales/m.jsonl')).toHaveLength(3);
  expect(await data.records('answers/sums24/m.jsonl')).toHaveLength(6);
  // At most the calls that were under way are sent twice.
  expect(server.requests.length).toBeLessThanOrEqual(12 + 2);
});
