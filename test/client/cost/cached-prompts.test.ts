import { expect, test } from 'vitest';
import { cachedPrompts, leastKept } from '../../../src/client/cost/cached-prompts.ts';
import type { Message } from '../../../src/providers/provider.ts';

const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5' } as const;
const long = 'a word of it '.repeat(400);
const asking = (beginning: string, rest = 'An answer.', system = 'Judge.') => ({
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: beginning + rest },
  ] satisfies Message[],
  shared: beginning.length,
});

function prompts(target: Parameters<typeof cachedPrompts>[0] = sonnet) {
  const clock = { ms: 0 };
  return { clock, ...cachedPrompts(target, () => clock.ms) };
}

test.each([
  ['claude-sonnet-4-5', 1024],
  ['claude-sonnet-5', 1024],
  ['claude-opus-4-1-20250805', 1024],
  ['claude-opus-4-8', 1024],
  ['claude-opus-4-5-20251101', 4096],
  ['anthropic/claude-opus-4.6', 4096],
  ['claude-haiku-4-5', 4096],
  ['claude-opus-4-7', 2048],
  ['claude-3-5-haiku-latest', 2048],
  ['claude-3-haiku-20240307', 2048],
  ['claude-opus-5', 512],
])('`leastKept()` of %s is %d tokens', (model, tokens) => {
  expect(leastKept(model)).toBe(tokens);
});

test('one request writes a prompt; until it has its reply the others go unmarked, and then they read it', () => {
  const { mark } = prompts();
  const first = mark(asking(long));
  expect(first.keep).toBe(long.length);
  expect(mark(asking(long, 'Another answer.')).keep).toBeUndefined();
  first.settle(true);
  expect(mark(asking(long, 'A third answer.')).keep).toBe(long.length);
});

test('a request that failed has written nothing: the next one is marked in its place', () => {
  const { mark } = prompts();
  mark(asking(long)).settle(false);
  const second = mark(asking(long));
  expect(second.keep).toBe(long.length);
  expect(mark(asking(long)).keep).toBeUndefined();
});

test('a prompt is written again once the service has let go of it, counted from its last use', () => {
  const { mark, clock } = prompts();
  mark(asking(long)).settle(true);
  clock.ms = 200_000;
  mark(asking(long)).settle(true);
  clock.ms = 400_000;
  const read = mark(asking(long));
  expect([read.keep, mark(asking(long)).keep]).toEqual([long.length, long.length]);
  clock.ms = 700_000;
  const again = mark(asking(long));
  expect([again.keep, mark(asking(long)).keep]).toEqual([long.length, undefined]);
});

test('what is too short to be kept is not marked; the system prompt counts', () => {
  const { mark } = prompts();
  expect(mark(asking('Too short. ')).keep).toBeUndefined();
  expect(mark(asking('Too short. ', '', long)).keep).toBe('Too short. '.length);
  expect(prompts({ ...sonnet, model: 'claude-haiku-4-5' }).mark(asking(long)).keep).toBeUndefined();
});

test('prompts with another beginning, or behind another system prompt, are others', () => {
  const { mark } = prompts();
  mark(asking(long));
  expect(mark(asking(`Not ${long}`)).keep).toBe(long.length + 4);
  expect(mark(asking(long, '', 'Judge kindly.')).keep).toBe(long.length);
});

test('nothing is marked that nobody shares, for other services, or once a service has refused', () => {
  const { messages } = asking(long);
  const { mark, refuse } = prompts();
  expect(mark({ messages }).keep).toBeUndefined();
  expect(prompts({ provider: 'openai', model: 'gpt-4.1' }).mark(asking(long)).keep).toBeUndefined();
  refuse();
  expect(mark(asking(long)).keep).toBeUndefined();
});
