/** What a question is asked with in the end: the run's settings, the model's own in models.yaml, the question's, the defaults. */

import { createParameters } from '../../client/parameters.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Question } from '../../records/question.ts';
import type { AnsweringSettings } from '../settings.ts';

interface EffectiveSettings {
  temperature: number;
  /** Undefined where the model's own limit holds. */
  maxTokens: number | undefined;
  systemPrompt: string | undefined;
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

export function effectiveSettings(
  question: Pick<Question, 'category' | 'required_temperature'>,
  {
    target,
    settings: { temperature: forced, maxTokens },
  }: { target: ModelTarget; settings: Pick<AnsweringSettings, 'temperature' | 'maxTokens'> },
): EffectiveSettings {
  const temperature = forced ?? ownTemperature(target) ?? defaultTemperature(question);
  const parameters = createParameters(target).wanted({ temperature, maxTokens });
  return { temperature, maxTokens, systemPrompt: target.systemPrompt, parameters };
}

function ownTemperature({ parameters: { temperature } }: ModelTarget): number | undefined {
  return typeof temperature === 'number' ? temperature : undefined;
}

function defaultTemperature({
  category,
  required_temperature,
}: Pick<Question, 'category' | 'required_temperature'>): number {
  return required_temperature ?? temperatureOf[category] ?? otherTemperature;
}
