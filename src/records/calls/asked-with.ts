/** What of a call decides over its reply, besides the messages: the settings that a record says it was asked with. */

import type { Call } from './call.ts';
import { type Weights, weightsOf } from './served-by.ts';

/** The names of the limit of reply tokens on the wire. */
export const tokenFields: ReadonlySet<string> = new Set(['max_tokens', 'max_completion_tokens']);

export interface AskedWith {
  /** Body fields as they were sent, a limit of tokens as it was wanted. */
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
    const { left_out, system_prompt } = sent;
    const parameters = wantedParameters(sent);
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

/** A limit of tokens that was lowered to what the model takes is no other setting than the one it was lowered from. */
function wantedParameters({
  parameters,
  max_tokens_lowered_from: limit,
}: Call['sent']): Call['sent']['parameters'] {
  if (limit === undefined) return parameters;
  const fields = Object.entries(parameters);
  return Object.fromEntries(fields.map(([name, value]) => [name, tokenFields.has(name) ? limit : value]));
}

export function settingsIn(text: string): AskedWith[] {
  return JSON.parse(text);
}
