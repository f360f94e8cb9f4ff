import { expect, test } from 'vitest';
import { githubAnnotation, githubSummary } from '../../../src/results/gates/output.ts';

test('`githubAnnotation()` stays one workflow command whatever the text holds', () => {
  expect(githubAnnotation('error', { title: 'a: b, c', text: '50 %\n::error::x\u001b[31m' })).toBe(
    '::error title=a%3A b%2C c::50 %25 ::error::x',
  );
  expect(githubAnnotation('warning', { title: 't', text: 'a' })).toBe('::warning title=t::a');
});

test('`githubSummary()` adds no table where there are no gates, and escapes names where there are', () => {
  expect(githubSummary('page\n', [])).toBe('page\n');
  const text = githubSummary('page\n', [{ model: 'a|b', name: 'average from 7', missed: true, text: 'low' }]);
  expect(text).toBe(
    'page\n\n| gate | result | figure |\n| --- | ---: | ---: |\n| a\\|b: average from 7 | missed | low |\n',
  );
});
