/** The whole pipeline against @copilotkit/aimock: a third party's idea of both APIs, and of their faults. */

import { LLMock } from '@copilotkit/aimock';
import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { keys } from '../support/scene.ts';

async function openMock() {
  const data = makeDataDir();
  await data.write('questions/small.jsonl', sampleQuestions(4));
  // Only requests with these keys are served.
  const mock = new LLMock({ port: 0, host: '127.0.0.1', auth: { apiKeys: Object.values(keys) } });
  mock.on({ userMessage: /\[\[/ }, { content: 'Well put.\n\nRating: [[9]]' });
  mock.on({}, (request) => ({
    content: `Reply of ${request.model} to message ${request.messages.length}.`,
    reasoning: 'thought of it',
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  }));
  await mock.start();
  onTestFinished(async () => {
    await mock.stop();
    await data.remove();
  });
  const env = { ...keys, OPENAI_BASE_URL: `${mock.url}/v1`, ANTHROPIC_BASE_URL: mock.url };
  const start = (bin: 'gen-answers' | 'gen-judgment' | 'show-results', ...args: string[]) =>
    run(bin, ['--bench', 'small', '--data-dir', data.path, ...args], { env });
  return { mock, data, start };
}

for (const [api, path] of [
  ['openai', '/v1/chat/completions'],
  ['anthropic', '/v1/messages'],
] as const) {
  test(`aimock's ${api} API is understood from the first answer to the leaderboard`, async () => {
    const { mock, data, start } = await openMock();
    expect((await start('gen-answers', '--model', `${api}/m`)).code).toBe(0);
    expect((await start('gen-judgment', '--judge', `${api}/j`)).code).toBe(0);
    expect(mock.getRequests().map((each) => [each.path, each.response.status])).toEqual(
      Array.from({ length: 16 }, () => [path, 200]),
    );
    for (const { choices } of await data.records('answers/small/m.jsonl')) {
      expect(choices[0].turns).toEqual(['Reply of m to message 1.', 'Reply of m to message 3.']);
      for (const call of choices[0].calls) {
        expect(call).toMatchObject({
          model: 'm',
          finish_reason: 'stop',
          reasoning: 'thought of it',
          attempts: 1,
        });
        expect(call.usage.output_tokens).toBeGreaterThan(0);
      }
    }
    const { stdout } = await start('show-results', '--format', 'json');
    expect(JSON.parse(stdout).models).toMatchObject([{ model: 'm', average: { score: 9, n: 8 } }]);
  });

  test(`aimock's faults over the ${api} API are waited out, and what fails for good is asked for by the next run`, async () => {
    const { mock, data, start } = await openMock();
    const answers = (...args: string[]) => start('gen-answers', '--model', `${api}/m`, '-j', '1', ...args);
    mock.nextRequestError(429, { message: 'slow down', type: 'rate_limit_error' });
    expect((await answers('--question-id', '1', '--max-retries', '1')).code).toBe(0);
    const [first] = await data.records('answers/small/m.jsonl');
    expect(first.choices[0].calls.map((call: { attempts: number }) => call.attempts)).toEqual([2, 1]);
    for (const chaos of [{ malformedRate: 1 }, { dropRate: 1 }, { disconnectRate: 1 }]) {
      mock.setChaos(chaos);
      const failed = await answers('--question-id', '2', '--max-retries', '0');
      expect(failed).toMatchObject({ code: 1, stdout: '' });
      expect(failed.stderr).toContain('failed: m, question 2: ');
      expect(await data.records('answers/small/m.jsonl')).toHaveLength(1);
    }
    mock.clearChaos();
    expect((await answers()).code).toBe(0);
    expect(await data.records('answers/small/m.jsonl')).toHaveLength(4);
  });
}
