import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/content-hash.ts';
import { contentOf } from '../../src/records/content.ts';

const call = (fields: object = {}) => ({
  sent: { endpoint: 'openai', base_url: 'http://127.0.0.1:1/v1', model: 'm', parameters: { attempts: 1 } },
  usage: { input_tokens: 3, output_tokens: 4 },
  latency_ms: 12,
  attempts: 1,
  ...fields,
});
const answer = (fields: object = {}, ofCall: object = {}) => ({
  question_id: 1,
  choices: [{ index: 0, turns: ['an answer'], calls: [call(ofCall)] }],
  tstamp: 1,
  ...fields,
});
const judgment = (fields: object = {}, ofCall: object = {}) => ({
  question_id: 1,
  score: 7,
  usage: { input_tokens: 3, output_tokens: 4 },
  calls: [call(ofCall)],
  g1_calls: [call(ofCall)],
  g2_calls: [call(ofCall)],
  ...fields,
});
const same = (a: object, b: object) => canonicalJson(contentOf(a)) === canonicalJson(contentOf(b));

const cached = { input_tokens: 3, output_tokens: 4, cached_input_tokens: 2, cache_write_input_tokens: 1 };

test.each([
  ['the time stamp', answer(), answer({ tstamp: 2.5 })],
  ['how long a call took', answer(), answer({}, { latency_ms: 900 })],
  ['how many tries it needed', judgment(), judgment({}, { attempts: 4 })],
  ["what the service's prompt cache held", judgment(), judgment({ usage: cached }, { usage: cached })],
  ['the order of fields', { a: 1, tstamp: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }],
])('%s is no content', (_, a, b) => {
  expect(same(a, b)).toBe(true);
});

test.each([
  ['the text', answer(), answer({ choices: [{ index: 0, turns: ['another'], calls: [call()] }] })],
  ['the server', answer(), answer({}, { sent: { ...call().sent, base_url: 'http://127.0.0.1:2/v1' } })],
  [
    'a parameter that bears the name of what is none',
    answer(),
    answer({}, { sent: { ...call().sent, parameters: { attempts: 2 } } }),
  ],
  ['the tokens', judgment(), judgment({}, { usage: { input_tokens: 3, output_tokens: 5 } })],
  ['the verdict', judgment(), judgment({ score: 8 })],
  ['a game', judgment(), judgment({ g2_calls: [call({ finish_reason: 'length' })] })],
  ['an unknown field', answer(), answer({ note: 'kept' })],
])('%s is content', (_, a, b) => {
  expect(same(a, b)).toBe(false);
});

test('records that FastChat wrote, and lines that are odd, have content too', () => {
  expect(contentOf({ question_id: 1, choices: [{ index: 0, turns: ['x'] }], tstamp: 1 })).toEqual({
    question_id: 1,
    choices: [{ index: 0, turns: ['x'] }],
  });
  expect(same({ choices: 'odd', calls: [null, 3], usage: [] }, { choices: 'odd', calls: [null, 3] })).toBe(
    false,
  );
});
