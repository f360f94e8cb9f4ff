/** What of a call decides over its reply, besides the messages: the settings that a record says it was asked with. */

import type { Call } from './call.ts';
import { type Weights, weightsOf } from './served-by.ts';

export interface AskedWith {
  /** Body fields as they were sent. */
  parameters: Readonly<Record<string, unknown>>;
  systemPrompt?: string | undefined;
  /** Fields that were wanted, and that the service has refused. */
  leftOut?: readonly string[] | undefined;
  /** What tells the weights of a model on a server of one's own from others of that name. */
  weights?: Weights | undefined;
}

/** The distinct settings of calls, as a text that many records share; undefined where no call says any. */
export function textOfSettings(calls: readonly Call[]): string | undefined {
  const texts = calls.flatMap(({ sent, served_by }) => {
    const { parameters, left_out, system_prompt } = sent;
    if (Object.keys(parameters).length === 0) return [];
    return [
      JSON.stringify({
        parameters,
        systemPrompt: system_prompt,
        leftOut: left_out,
        weights: weightsOf(served_by),
      }),
    ];
  });
  return texts.length === 0 ? undefined : `[${[...new Set(texts)].join(',')}]`;
}

export function settingsIn(text: string): AskedWith[] {
  return JSON.parse(text);
}
