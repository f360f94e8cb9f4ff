import { expect, test } from 'vitest';
import { familyOf, sharedFamily } from '../../../src/results/leaderboard/families.ts';

test.each([
  ['gpt-4', 'openai'],
  ['gpt-4.1-mini', 'openai'],
  ['gpt-oss-120b', 'openai'],
  ['gpt2', 'openai'],
  ['chatgpt-4o-latest', 'openai'],
  ['openai/o3-mini', 'openai'],
  ['o1', 'openai'],
  ['text-davinci-003', 'openai'],
  ['claude-sonnet-4-5', 'anthropic'],
  ['anthropic.claude-v1', 'anthropic'],
  ['gemini-2.5-pro', 'google'],
  ['google-gemma-2-9b', 'google'],
  ['meta-llama/Llama-3.1-8B-Instruct', 'meta'],
  ['llama3.2:3b', 'meta'],
  ['CodeLlama-7b', 'meta'],
  ['Qwen/Qwen2.5-7B-Instruct', 'qwen'],
  ['mistralai/Mistral-7B', 'mistral'],
  ['dolphin-mixtral-8x7b', 'mistral'],
  ['DeepSeek-R1-Distill-Llama-70B', 'deepseek'],
  ['grok-4', 'xai'],
  ['phi-3-dpo', 'microsoft'],
  ['phi4', 'microsoft'],
  ['command-r-plus', 'cohere'],
])('the family of %s is %s', (name, family) => {
  expect(familyOf(name)).toBe(family);
});

test.each([
  'judge',
  'reference',
  'dolphin-2.9',
  'sapphire-7b',
  'commander',
  'claudia',
  'vicuna-13b-v1.3',
  'gpt-j-6b',
  'gpt-neox-20b',
  'gpt4all-13b',
  'marco-o1',
  'model-o12',
  'llamaindex',
  '',
])('the name %j tells no family', (name) => {
  expect(familyOf(name)).toBeUndefined();
});

test('a model and a judge of one family share it, and two of none share nothing', () => {
  expect(sharedFamily('gpt-4o-mini', 'o3')).toBe('openai');
  expect(sharedFamily('gpt-4o-mini', 'claude-3')).toBeUndefined();
  expect(sharedFamily('vicuna', 'vicuna')).toBeUndefined();
});
