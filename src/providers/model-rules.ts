/** What a model may be sent: a rule per family, overridable in models.yaml. */

import type { ModelRules, ProviderName } from '../records/models.ts';

export interface Rules {
  /** False for models that refuse any temperature. */
  temperature: boolean;
  /** The wire's name of the reply's token limit. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Limit of reply tokens where none is asked for. Reasoning counts against it. */
  maxTokens: number;
}

/**
 * OpenAI's o-series and GPT-5 and later: reasoning models that take no temperature and their own token field. Azure's
 * `gpt-35-turbo` is GPT-3.5.
 */
const openaiReasoning = /^(?:o\d|gpt-(?!35)(?:[5-9]|\d\d))/;
/** Claude Opus 4.7 and later, and every family from generation 5: `temperature` is deprecated there. */
const claudeWithoutTemperature =
  /^claude-(?:opus-4[-.](?:[7-9]|\d\d)(?!\d)|(?:[a-z]+-)?(?:[5-9]|\d\d)(?:[-.]|$))/;

const plainLimit = 4096;
const reasoningLimit = 16_384;

/** The rules for a model, by the last part of its name (`meta-llama/llama-3` → `llama-3`). */
export function rulesFor(model: string, provider: ProviderName, overrides: ModelRules = {}): Rules {
  const name = (model.split('/').at(-1) ?? model).toLowerCase();
  const isOpenaiReasoning = openaiReasoning.test(name);
  const isRecentClaude = claudeWithoutTemperature.test(name);
  const reasoning = isOpenaiReasoning || isRecentClaude;
  const takesCompletionTokens = isOpenaiReasoning && provider !== 'anthropic';
  return {
    temperature: overrides.temperature ?? !reasoning,
    maxTokensField:
      overrides.max_tokens_field ?? (takesCompletionTokens ? 'max_completion_tokens' : 'max_tokens'),
    maxTokens: reasoning ? reasoningLimit : plainLimit,
  };
}
