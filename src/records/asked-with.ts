/** What of a call decides over its reply, besides the messages: the settings that a record says it was asked with. */

import type { Call } from './call.ts';

export interface AskedWith {
  /** Body fields as they were sent. */
  parameters: Readonly<Record<string, unknown>>;
  systemPrompt?: string | undefined;
  /** Fields that were wanted, and that the service has refused. */
  leftOut?: readonly string[] | undefined;
}

/** The distinct settings of calls, as a text that many records share; undefined where no call says any. */
export function textOfSettings(calls: readonly Call[]): string | undefined {
  const texts = calls.flatMap(({ sent }) => {
    const { parameters, left_out, system_prompt } = sent;
    if (Object.keys(parameters).length === 0) return [];
    return [JSON.stringify({ parameters, systemPrompt: system_prompt, leftOut: left_out })];
  });
  return texts.length === 0 ? undefined : `[${[...new Set(texts)].join(',')}]`;
}

export function settingsIn(text: string): AskedWith[] {
  return JSON.parse(text);
}
