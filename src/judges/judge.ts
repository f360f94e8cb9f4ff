/** A judge is anything that turns a match into a verdict; it may ask a model, or compute. */

import type { Call } from '../records/call.ts';
import type { OutputFormat } from '../records/judge-prompt.ts';
import { type Match, nameMatch } from './match.ts';
import type { FilledPrompt } from './model/prompt.ts';
import { type ParsedReply, parseReply } from './model/verdict.ts';

/** How a judge is asked about a match, known before it is asked. */
export interface Asked extends FilledPrompt {
  format: OutputFormat;
  /** Characters of `user`, from its start, that are asked for more than once in the run, where that is worth knowing. */
  shared?: number | undefined;
}

/** What a judge said. */
export interface Opinion extends ParsedReply {
  /** The reply as it came. */
  reply: string;
  /** The calls it took; none for a judge that computes. */
  calls: Call[];
}

export interface Judge {
  readonly id: string;
  /** True when no language model is involved. */
  readonly demo: boolean;
  /** Calls that one verdict costs when all goes well; 0 for a judge that computes. */
  readonly callsPerVerdict: 0 | 1;
  /** Rejects with a ProviderError when the judge could not be asked: then there is no judgment. */
  decide: (match: Match, asked: Asked) => Promise<Opinion>;
}

/** Asks a model once; `attempt` sets a second try at the same question apart from the first. */
export type AskModel = (
  asked: Asked,
  options: { repeat: number; attempt: number; about: string },
) => Promise<{ text: string; call: Call }>;

/**
 * A judge that is a language model. A reply without a usable verdict is asked for once more; if the second has none
 * either, it is the opinion, unparsed (contract, *Verdicts*).
 */
export function modelJudge(id: string, ask: AskModel): Judge {
  return {
    id,
    demo: false,
    callsPerVerdict: 1,
    decide: async (match, asked) => {
      const about = nameMatch(match);
      const first = await ask(asked, { repeat: match.repeat, attempt: 0, about });
      const opinion = toOpinion(first.text, asked.format, [first.call]);
      if (opinion.verdict.kind !== 'unparsed') return opinion;
      const second = await ask(asked, { repeat: match.repeat, attempt: 1, about });
      return toOpinion(second.text, asked.format, [first.call, second.call]);
    },
  };
}

/** Reads a reply as an opinion. The last call tells how it ended; one that took no call has ended by itself. */
export function toOpinion(reply: string, format: OutputFormat, calls: Call[]): Opinion {
  const finish = calls.at(-1)?.finish_reason ?? 'stop';
  return { ...parseReply(reply, { format, finish }), reply, calls };
}
