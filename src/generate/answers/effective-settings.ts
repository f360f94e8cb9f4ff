/** What a question is asked with in the end: the run's settings, the model's own in models.yaml, the question's, the defaults. */

import { createParameters, stopOf } from '../../client/parameters.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Question } from '../../records/question.ts';
import type { AnsweringSettings } from '../settings.ts';
import type { Asking } from './asking/asking.ts';
import { scoreOf } from './asking/score.ts';

interface EffectiveSettings {
  temperature: number;
  /** Undefined where the model's own limit holds. */
  maxTokens: number | undefined;
  systemPrompt: string | undefined;
  /** The strings that end an answer. */
  stop: readonly string[];
  /** Body fields as they are sent, the two above among them, before a service refuses any. */
  parameters: Readonly<Record<string, unknown>>;
}

/** Temperature by category, as in FastChat's `temperature_config` (`common.py`). */
const temperatureOf: Readonly<Record<string, number>> = {
  writing: 0.7,
  roleplay: 0.7,
  extraction: 0,
  math: 0,
  coding: 0,
  reasoning: 0,
  stem: 0.1,
  humanities: 0.1,
  'arena-hard-200': 0,
};
const otherTemperature = 0.7;

/** What decides over the settings, besides the question. */
export interface SettingSources {
  target: ModelTarget;
  settings: Pick<AnsweringSettings, 'temperature' | 'maxTokens'>;
  /** Undefined for a bench that does not say how it is asked. */
  asking?: Asking | undefined;
}

export function effectiveSettings(
  question: Pick<Question, 'category' | 'required_temperature'>,
  { target, settings, asking }: SettingSources,
): EffectiveSettings {
  const forced = settings.temperature ?? ownTemperature(target) ?? question.required_temperature;
  const temperature = forced ?? asking?.ask.temperature ?? defaultTemperature(question);
  const maxTokens = settings.maxTokens ?? benchLimit(target, asking);
  const generates = asking?.method === 'generate';
  const stop = generates ? (stopOf(target.parameters) ?? asking.ask.stop) : [];
  const wanted = { temperature, maxTokens, stop, score: asking && scoreOf(asking.method) };
  const parameters = createParameters(target).wanted(wanted);
  return { temperature, maxTokens, systemPrompt: target.systemPrompt, stop, parameters };
}

/**
 * The bench's limit, below that of models.yaml. Where reasoning counts against a limit, one that is made for the answer
 * alone would leave nothing of it: then the model's own holds.
 */
function benchLimit({ parameters, rules }: ModelTarget, asking: Asking | undefined): number | undefined {
  const { max_tokens, max_completion_tokens } = parameters;
  const reasons = rules.maxTokensField === 'max_completion_tokens';
  return (max_tokens ?? max_completion_tokens) !== undefined || reasons ? undefined : asking?.ask.max_tokens;
}

function ownTemperature({ parameters: { temperature } }: ModelTarget): number | undefined {
  return typeof temperature === 'number' ? temperature : undefined;
}

function defaultTemperature({ category }: Pick<Question, 'category'>): number {
  return temperatureOf[category] ?? otherTemperature;
}
