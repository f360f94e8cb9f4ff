/** Which settings count as other ones, and how they are named. */

import { expect, test } from 'vitest';
import { nameOtherSettings, otherSettings } from '../../src/generate/other-settings.ts';
import { settingsIn, textOfSettings } from '../../src/records/calls/asked-with.ts';
import type { Call } from '../../src/records/calls/call.ts';

const names = (...settings: Parameters<typeof otherSettings>) =>
  otherSettings(...settings).map(({ name }) => name);

test('equal settings are no other ones, whatever the limit of tokens is called', () => {
  const kept = { parameters: { temperature: 0, max_completion_tokens: 100, top_p: 0.9 } };
  expect(otherSettings(kept, { parameters: { temperature: 0, max_tokens: 100, top_p: 0.9 } })).toEqual([]);
});

test('temperature, limit, system prompt and any other parameter count, one that is new or gone too', () => {
  const kept = { parameters: { temperature: 0.7, max_tokens: 4096, top_k: 5, stop: ['a'] } };
  const parameters = { temperature: 0.2, max_tokens: 50, top_p: 1, stop: ['b'] };
  expect(names(kept, { parameters, systemPrompt: 'Be short.' })).toEqual([
    'temperature',
    'max_tokens',
    'top_k',
    'stop',
    'top_p',
    'system prompt',
  ]);
});

test('what a service made the run leave out is no other setting', () => {
  const wanted = { parameters: { temperature: 0.7, max_tokens: 100, top_p: 0.9 } };
  expect(names({ parameters: { max_tokens: 100 }, leftOut: ['temperature', 'top_p'] }, wanted)).toEqual([]);
  // An earlier version's record does not say that a temperature was left out.
  expect(names({ parameters: { top_p: 0.9 } }, wanted)).toEqual([]);
  expect(names({ parameters: { max_tokens: 100 } }, wanted)).toEqual(['top_p']);
});

test('each setting is named once, with all of its values', () => {
  const others = [
    { name: 'temperature', kept: 0.7, now: 0.2 },
    { name: 'temperature', kept: 0, now: 0.2 },
    { name: 'system prompt', kept: undefined, now: 'Be short.' },
  ];
  expect(nameOtherSettings(others)).toBe(
    'temperature was 0.7 or 0 and is 0.2 now; system prompt was not sent and is "Be short." now',
  );
});

test('a limit of tokens that was lowered to fit is the setting that it was lowered from', () => {
  const sent = { endpoint: 'e', model: 'm', parameters: { max_tokens: 2048 }, max_tokens_lowered_from: 4096 };
  const call: Call = { sent, finish_reason: 'stop', latency_ms: 0, attempts: 1 };
  const [kept] = settingsIn(textOfSettings([call]) ?? '[]');
  expect(kept && otherSettings(kept, { parameters: { max_tokens: 4096 } })).toEqual([]);
  expect(kept && otherSettings(kept, { parameters: { max_tokens: 2048 } })).toHaveLength(1);
});
