/** Where a continuation begins among the tokens that a server tells. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readContinuations, readFirstToken } from '../../../src/providers/openai/score.ts';
import type { ChatReply } from '../../../src/providers/provider.ts';

const context = { target: 'vllm/m', now: () => 0 };

interface Case {
  tokens: string[];
  logs: (number | null)[];
  offsets?: (number | null)[];
}

/** The sum for the last characters of a prompt, of which `from` come before. */
function sumOf(prompt: string, from: number, { tokens, logs, offsets }: Case): number {
  const logprobs = { tokens, token_logprobs: logs, ...(offsets ? { text_offset: offsets } : {}) };
  const reply: ChatReply = readContinuations(
    { choices: [{ index: 0, text: prompt, logprobs }] },
    { messages: [{ role: 'user', content: prompt }] },
    { score: { kind: 'continuations', from: [from], form: 'echo' }, context },
  );
  return JSON.parse(reply.text)[0];
}

test('vLLM 0.16: the tokens from the border to the one that was generated', () => {
  const tokens = ['The', ' step', ' of', ' boiling', ' water', ' is', ':', ' ', '1'];
  const logs = [null, -8, -1, -13, -2, -2.5, -8.5, -1.25, -0.5];
  const offsets = [0, 3, 8, 11, 19, 25, 28, 29, 30];
  const prompt = 'The step of boiling water is: ';
  expect(sumOf(prompt, 19, { tokens, logs, offsets })).toBe(-2 - 2.5 - 8.5 - 1.25);
  expect(sumOf(prompt, 28, { tokens, logs })).toBe(-8.5 - 1.25);
});

test('a token across the border is the context’s, but for one that holds the whole continuation', () => {
  const tokens = ['foo', ':b', 'ar', '!'];
  const logs = [null, -1, -2, -4];
  const offsets = [0, 3, 5, 7];
  for (const each of [
    { tokens, logs, offsets },
    { tokens, logs },
  ]) {
    expect(sumOf('foo:bar', 4, each)).toBe(-2);
    expect(sumOf('foo:bar', 6, each)).toBe(-2);
  }
});

test('a reply that does not reach the continuation, or has a gap in it, tells nothing', () => {
  const whole = { tokens: ['a', ' b', ' c'], logs: [null, -1, -2] };
  expect(() => sumOf('a b', 1, { ...whole, logs: [null, null, -2] })).toThrow(
    'no log-probabilities of the prompt',
  );
  expect(() => sumOf('a b', 1, { tokens: [' c'], logs: [-2] })).toThrow('no log-probabilities of the prompt');
  expect(() => sumOf('a b b b b', 1, { ...whole, offsets: [0, 0, 0] })).toThrow('no log-probabilities');
  const two = { messages: ['a', 'b'].map((content) => ({ role: 'user' as const, content })) };
  const score = { kind: 'continuations', from: [0, 0], form: 'echo' } as const;
  expect(() => readContinuations({ choices: [{}] }, two, { score, context })).toThrow(
    '1 choices for 2 prompts',
  );
});

test('the first token’s own entry counts where the list does not repeat it', () => {
  const first = { token: 'B', logprob: -0.1, top_logprobs: [{ token: 'A', logprob: -3 }] };
  const { text } = readFirstToken({ choices: [{ logprobs: { content: [first] } }] }, context);
  expect(JSON.parse(text)).toEqual([
    ['A', -3],
    ['B', -0.1],
  ]);
  expect(() => readFirstToken({ choices: [{ logprobs: null }] }, context)).toThrow('no top_logprobs');
});

test('with and without offsets, and with a beginning of the text, the same tokens are summed', () => {
  const token = fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(token, { minLength: 1 }), fc.array(token, { minLength: 1 }), (before, after) => {
      const tokens = [...before, ...after, ' next'];
      const logs = tokens.map((_, index) => (index === 0 ? null : -(2 ** (index % 20))));
      const starts = (list: readonly string[]) =>
        list.map((_, index) => [...list.slice(0, index).join('')].length);
      const prompt = [...before, ...after].join('');
      const from = [...before.join('')].length;
      const expected = after.reduce((sum, _, index) => sum - 2 ** ((before.length + index) % 20), 0);
      const bos = { tokens: ['<s>', ...tokens], logs: [null, ...logs.map((log) => log ?? -9)] };
      for (const each of [{ tokens, logs }, bos]) {
        expect(sumOf(prompt, from, each)).toBe(expected);
        expect(sumOf(prompt, from, { ...each, offsets: starts(each.tokens) })).toBe(expected);
      }
    }),
  );
});
