import { expect, test } from 'vitest';
import { alreadyChanged, createParameters, limitIn } from '../../../src/client/parameters.ts';
import { type AskedFor, createReplyLimits } from '../../../src/client/requests/reply-limits.ts';
import { type ContextRejection, ProviderError } from '../../../src/errors.ts';
import type { Rules } from '../../../src/providers/model-rules.ts';

const rules: Rules = { temperature: true, maxTokensField: 'max_tokens', maxTokens: 4096 };
const asked = (content: string, rest: Partial<AskedFor> = {}): AskedFor => ({
  messages: [{ role: 'user', content }],
  ...rest,
});
const tooLong = (counts: Omit<ContextRejection, 'what'> = {}): ContextRejection => ({
  what: 'context',
  ...counts,
});

function limits(own: Record<string, unknown> = {}) {
  const parameters = createParameters({ rules, parameters: own });
  const found = createReplyLimits(parameters);
  const { capOf, explain } = found;
  const sent = (request = asked('a')) => parameters.accepted(request, capOf(request));
  return {
    parameters,
    sent,
    explain,
    adjust: (what: ContextRejection, request = asked('a')) => found.adjust(what, sent(request), request),
  };
}

test('the default limit is lowered once for the run, to half of the context', () => {
  const { adjust, sent, parameters } = limits();
  const before = sent();
  expect(adjust(tooLong({ context: 4096, prompt: 50 }))).toBe(
    'has a context of 4096 tokens: lowering max_tokens from 4096 to 2048',
  );
  expect(sent(asked('another'))).toEqual({ max_tokens: 2048 });
  expect(parameters.changes({})).toEqual({ max_tokens_lowered_from: 4096 });
  expect(parameters.wanted({})).toEqual({ max_tokens: 4096 });
  // A call that was under way meanwhile needs only to be sent again.
  expect(createReplyLimits(parameters).adjust(tooLong({ context: 4096 }), before, asked('b'))).toBe(
    alreadyChanged,
  );
});

test('a request that is longer than the others gets what the context leaves it, and those keep theirs', () => {
  const { adjust, sent } = limits();
  adjust(tooLong({ context: 4096, prompt: 50 }));
  expect(adjust(tooLong({ context: 4096, prompt: 3000 }), asked('long'))).toBe(alreadyChanged);
  expect(sent(asked('long'))).toEqual({ max_tokens: 1096 });
  expect(sent()).toEqual({ max_tokens: 2048 });
});

test.each<[string, Omit<ContextRejection, 'what'>, number]>([
  ['a limit of the reply', { output: 1000 }, 1000],
  ['neither number', {}, 1024],
  ['numbers by which it would fit', { context: 10_000, prompt: 50 }, 2048],
])('a service that names %2$s has the limit lowered', (_what, counts, limit) => {
  const { adjust, sent } = limits();
  expect(adjust(tooLong(counts))).toContain(`from 4096 to ${limit}`);
  expect(sent()).toEqual({ max_tokens: limit });
});

test('a request that does not fit at all is not sent again, and the limit of the run stays', () => {
  const { adjust, sent } = limits();
  expect(adjust(tooLong({ context: 4096, prompt: 4090 }))).toBeUndefined();
  expect(sent()).toEqual({ max_tokens: 4096 });
});

test('a service that never says what fits is asked a few times, and no more', () => {
  const { adjust, sent } = limits();
  const tried: (number | undefined)[] = [];
  for (let times = 0; times < 20 && adjust(tooLong({ context: 4096 })) !== undefined; times += 1)
    tried.push(limitIn(sent()));
  expect(tried).toEqual([2048, 1024, 512, 256, 128, 64]);
});

test('a limit that the user has set is never lowered, and the error names the setting', () => {
  const error = new ProviderError('context exceeded', 'too long', { retryable: false });
  const { adjust, explain } = limits();
  const flagged = asked('a', { maxTokens: 3000, maxTokensFlag: '--judge-max-tokens' });
  expect(adjust(tooLong({ context: 4096, prompt: 2000 }), flagged)).toBeUndefined();
  const explained = explain(error, tooLong({ context: 4096, prompt: 2000 }), flagged);
  expect(explained).toMatchObject({
    message: 'too long: lower --judge-max-tokens, which is 3000',
    closesModel: false,
  });
  // No request at all can be sent with it.
  const own = limits({ max_tokens: 4096 });
  expect(own.adjust(tooLong({ context: 4096 }))).toBeUndefined();
  expect(own.explain(error, tooLong({ context: 4096, prompt: 50 }), asked('a'))).toMatchObject({
    message: 'too long: lower parameters.max_tokens in models.yaml, which is 4096',
    closesModel: true,
  });
  // The limit is not what is in the way.
  expect(own.explain(error, tooLong({ context: 4096, prompt: 5000 }), asked('a'))).toBe(error);
});
