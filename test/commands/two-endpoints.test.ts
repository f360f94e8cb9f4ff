import type { ChildProcess } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { startLoopback } from '../support/loopback.ts';

/** Two servers behind two endpoints of models.yaml, each with a limit of its own, and the run that asks both. */
async function openEndpoints(limits: { slow: string; fast: string }) {
  const data = makeDataDir();
  const [slow, fast] = [await startLoopback(), await startLoopback()];
  onTestFinished(async () => {
    await Promise.all([slow.close(), fast.close()]);
    await data.remove();
  });
  const endpoint = (url: string, limit: string) => `{ provider: openai, base_url: ${url}/v1, ${limit} }`;
  await data.write('questions/small.jsonl', sampleQuestions(12));
  await data.write(
    'models.yaml',
    [
      'endpoints:',
      `  slow: ${endpoint(slow.url, limits.slow)}`,
      `  fast: ${endpoint(fast.url, limits.fast)}`,
    ].join('\n'),
  );
  const answer = (onStart?: (child: ChildProcess) => void) =>
    run(
      'gen-answers',
      ['--bench', 'small', '--data-dir', data.path, '--model', 'slow/a', 'fast/b', '--quiet'],
      { ...(onStart ? { onStart } : {}) },
    );
  return { slow, fast, answer };
}

test('two endpoints are kept at their own limits, both at once', async () => {
  const { slow, fast, answer } = await openEndpoints({ slow: 'concurrency: 2', fast: 'concurrency: 9' });
  // Both servers keep what they are sent until each has as much as its endpoint may have under way.
  const full = Promise.all([slow.hold(2), fast.hold(9)]);
  const running = answer();
  await full;
  slow.release();
  fast.release();
  expect((await running).code).toBe(0);
  expect(slow.peak()).toBe(2);
  expect(fast.peak()).toBe(9);
  expect([slow.answered.length, fast.answered.length]).toEqual([24, 24]);
});

test('an endpoint that asks for a pause holds up no other endpoint', async () => {
  const { slow, fast, answer } = await openEndpoints({ slow: 'concurrency: 4', fast: 'concurrency: 4' });
  slow.options.fault = () => ({ kind: 'status', status: 429, headers: { 'retry-after': '300' } });
  // Were the pause everybody's, this would be waited for in vain.
  const finished = new Promise<void>((resolve) => {
    fast.options.onAnswered = () => {
      if (fast.answered.length === 24) resolve();
    };
  });
  const running = answer(async (child) => {
    await finished;
    child.kill('SIGINT');
  });
  expect((await running).code).toBe(130);
  expect(fast.answered).toHaveLength(24);
  expect(slow.answered).toEqual([]);
});
