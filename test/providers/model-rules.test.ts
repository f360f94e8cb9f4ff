import { expect, test } from 'vitest';
import { rulesFor } from '../../src/providers/model-rules.ts';
import type { ProviderName } from '../../src/records/models.ts';

const plain = { temperature: true, maxTokensField: 'max_tokens', maxTokens: 4096 };
const openaiReasoning = { temperature: false, maxTokensField: 'max_completion_tokens', maxTokens: 16_384 };
const recentClaude = { temperature: false, maxTokensField: 'max_tokens', maxTokens: 16_384 };

const families: [string, ProviderName, object][] = [
  ['gpt-4.1', 'openai', plain],
  ['gpt-4.1-mini', 'openai', plain],
  ['gpt-4o', 'openai', plain],
  ['gpt-3.5-turbo', 'openai', plain],
  ['gpt-35-turbo', 'azure', plain],
  ['gpt-oss-120b', 'openai', plain],
  ['chatgpt-4o-latest', 'openai', plain],
  ['gpt-5', 'openai', openaiReasoning],
  ['gpt-5-mini', 'azure', openaiReasoning],
  ['gpt-5.1', 'openai', openaiReasoning],
  ['gpt-10', 'openai', openaiReasoning],
  ['o1-mini', 'openai', openaiReasoning],
  ['o3', 'openai', openaiReasoning],
  ['o4-mini', 'azure', openaiReasoning],
  ['openai/o3', 'openai', openaiReasoning],
  ['GPT-5', 'openai', openaiReasoning],
  ['claude-3-5-haiku', 'anthropic', plain],
  ['claude-3-5-haiku-20241022', 'anthropic', plain],
  ['claude-3-opus-20240229', 'anthropic', plain],
  ['claude-2.1', 'anthropic', plain],
  ['claude-sonnet-4-5', 'anthropic', plain],
  ['claude-sonnet-4-20250514', 'anthropic', plain],
  ['claude-opus-4-20250514', 'anthropic', plain],
  ['claude-opus-4-1-20250805', 'anthropic', plain],
  ['claude-opus-4-6', 'anthropic', plain],
  ['claude-opus-4-7', 'anthropic', recentClaude],
  ['claude-opus-4-7-20260101', 'anthropic', recentClaude],
  ['anthropic/claude-opus-4.7', 'openai', recentClaude],
  ['anthropic/claude-sonnet-4.5', 'openai', plain],
  ['claude-opus-4-10', 'anthropic', recentClaude],
  ['claude-sonnet-5-5', 'anthropic', recentClaude],
  ['claude-opus-5', 'anthropic', recentClaude],
  ['claude-haiku-5-20270101', 'anthropic', recentClaude],
  ['llama3.2:3b', 'openai', plain],
  ['meta-llama/Llama-3.1-70B-Instruct', 'openai', plain],
  ['olmo-2', 'openai', plain],
  ['phi-3', 'openai', plain],
  ['reference', 'offline', plain],
];

test.each(families)('`rulesFor()` knows what %s of the provider %s may be sent', (model, provider, rules) => {
  expect(rulesFor(model, provider)).toEqual(rules);
});

test('`rulesFor()` is overridden by models.yaml, field by field', () => {
  expect(rulesFor('gpt-5', 'openai', { temperature: true })).toEqual({
    ...openaiReasoning,
    temperature: true,
  });
  expect(rulesFor('my-own', 'openai', { temperature: false })).toEqual({ ...plain, temperature: false });
  expect(rulesFor('my-own', 'openai', { max_tokens_field: 'max_completion_tokens' })).toEqual({
    ...plain,
    maxTokensField: 'max_completion_tokens',
  });
});
