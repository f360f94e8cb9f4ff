/** A judge that is a language model. */

import type { Call } from '../../records/calls/call.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import { defaultScale } from '../../records/scale.ts';
import type { Judge, JudgeReply } from '../judge.ts';
import { nameMatch } from '../match.ts';
import { type JudgeRequest, promptMethods, requestFor } from './request.ts';
import { parseReply } from './verdict.ts';
import { readWeighted } from './weighted.ts';

/** Asks a model once; `attempt` sets a second try at the same question apart from the first. */
export type AskModel = (
  request: JudgeRequest,
  options: { repeat: number; attempt: number; about: string },
) => Promise<{ text: string; call: Call }>;

export interface ModelJudgeOptions {
  id: string;
  prompts: JudgePromptSet;
  ask: AskModel;
}

/**
 * Asks the model about a match. A reply without a usable verdict is asked for once more; if the second has none either,
 * it is the judge's reply, unparsed (contract, *Verdicts*).
 */
export function modelJudge({ id, prompts, ask }: ModelJudgeOptions): Judge {
  return {
    id,
    kind: 'model',
    scale: defaultScale,
    ...promptMethods(prompts),
    decide: async (match, shared) => {
      const request = requestFor(match, prompts, shared);
      const about = nameMatch(match);
      const first = await ask(request, { repeat: match.repeat, attempt: 0, about });
      const reply = readReply(first.text, request, [first.call]);
      if (reply.verdict.kind !== 'unparsed') return reply;
      const second = await ask(request, { repeat: match.repeat, attempt: 1, about });
      return readReply(second.text, request, [first.call, second.call]);
    },
  };
}

/** Reads the text that a judge has replied with. The last call tells how it ended; one that took no call has ended by itself. */
export function readReply(
  reply: string,
  { format, user, tokens }: Pick<JudgeRequest, 'format' | 'user' | 'tokens'>,
  calls: Call[],
): JudgeReply {
  if (format === 'weighted' && tokens)
    return { verdict: readWeighted(reply, tokens), rationale: '', reply, prompt: user, calls };
  const { finish_reason: finish = 'stop', reasoning = '' } = calls.at(-1) ?? {};
  const parsed = parseReply(reply, { format, finish });
  const isHidden =
    reply.trim() === '' && parseReply(reasoning, { format, finish }).verdict.kind !== 'unparsed';
  const verdict = isHidden ? ({ kind: 'unparsed', reason: verdictInReasoning } as const) : parsed.verdict;
  return { ...parsed, verdict, reply, prompt: user, calls };
}

/** What a judge thinks before it decides is no verdict. */
export const verdictInReasoning =
  'the reply is empty: a verdict stands in its reasoning alone (reasoning_content)';
