/** Waits of more than ten seconds say why, once, as processes show it. They are cut short: only what is said counts. */

import { expect, test } from 'vitest';
import type { Asked, Fault } from '../support/loopback.ts';
import { linesOf, openScene, type Scene } from '../support/scene.ts';
import { start } from '../support/started.ts';

const said = /: waiting for up to (\d+) s: /;

/** Runs until a wait is said, or `also`; then stops the run. */
async function stopAt(scene: Scene, args: readonly string[], text: string): Promise<string[]> {
  const started = start((options) => scene.answers(args, options));
  await started.says(text);
  started.child.kill('SIGINT');
  const { code, stderr } = await started.ended;
  expect(code).toBe(130);
  return linesOf(stderr);
}

const limited = (headers: Record<string, string>): Fault => ({ kind: 'status', status: 429, headers });

const pauses: Record<string, () => Record<string, string>> = {
  'Retry-After in seconds': () => ({ 'retry-after': '120' }),
  'Retry-After as a duration': () => ({ 'retry-after': '2m0s' }),
  'Retry-After as seconds since 1970': () => ({ 'retry-after': String(Math.floor(Date.now() / 1000) + 121) }),
};

for (const [what, headers] of Object.entries(pauses)) {
  test(`a pause by ${what} is said once, with its reason`, async () => {
    const fault = ({ number }: Asked) => (number > 1 ? limited(headers()) : undefined);
    const scene = await openScene({ fault });
    const lines = (await stopAt(scene, ['--concurrency', '2'], 'waiting for up to')).filter((line) =>
      said.test(line),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^openai: waiting for up to 1[12]\d s: the service asks for it \(rate limit\)$/);
  });
}

test('a wait for the limits that headers state is said once, with its reason', async () => {
  const headers = {
    'x-ratelimit-limit-requests': '10',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '600',
  };
  const scene = await openScene({ headers });
  const lines = (await stopAt(scene, ['--concurrency', '1'], 'waiting for up to')).filter((line) =>
    said.test(line),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^openai\/m: waiting for up to \d+ s: its headers say that its rate limit is used up/,
  );
});

test('a wait for --rpm is said once', async () => {
  const scene = await openScene();
  const lines = (await stopAt(scene, ['--rpm', '1'], 'waiting for up to')).filter((line) => said.test(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^openai: waiting for up to \d+ s: --rpm 1 let no more through$/);
});

test('a quiet run says nothing of its waits', async () => {
  const fault = ({ number }: Asked) => (number > 1 ? limited({ 'retry-after': '120' }) : undefined);
  const scene = await openScene({ fault });
  const started = start((options) => scene.answers(['--quiet'], options));
  while (scene.server.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  // The next one would be sent by now, if nothing had to be waited for.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  started.child.kill('SIGINT');
  expect((await started.ended).stderr).not.toMatch(said);
});
