/** The hashes that judgments keep of what they rest on. */

import { contentHash } from '../../content-hash.ts';
import type { Call, Usage } from '../../records/call.ts';
import type { Decided, Foundation } from './mode.ts';

/** The demo judge on the command line. */
export const demoJudge = 'offline/judge';

interface KeptHashes {
  question_hash?: string | undefined;
  reference_hash?: string | null | undefined;
  prompt_hash?: string | undefined;
}

/** One hash of a foundation, or undefined where a record keeps none (FastChat's do not). */
export function hashFoundation(
  { question_hash, reference_hash = null, prompt_hash }: KeptHashes,
  answer_hashes: readonly string[] | undefined,
): string | undefined {
  if (question_hash === undefined || prompt_hash === undefined || answer_hashes === undefined)
    return undefined;
  const foundation: Foundation = { question_hash, reference_hash, prompt_hash, answer_hashes };
  return contentHash(foundation);
}

/** Who has judged: endpoint and model of the first call, or the demo judge, which makes none. */
export function judgeOf(calls: readonly Call[] | undefined, demo: true | undefined): string | undefined {
  const sent = calls?.[0]?.sent;
  if (sent) return `${sent.endpoint}/${sent.model}`;
  return demo ? demoJudge : undefined;
}

/** What every judgment keeps of its prompt. */
export function promptFields({ foundation, prompts }: Pick<Decided, 'foundation' | 'prompts'>) {
  return {
    prompt_hash: foundation.prompt_hash,
    prompt_set: prompts.name,
    ...(prompts.fileHash === undefined ? {} : { prompt_set_hash: prompts.fileHash }),
  };
}

/** Tokens of several calls together; undefined where no service has counted any. */
export function sumUsage(calls: readonly Call[]): Usage | undefined {
  const known = calls.flatMap(({ usage }) => (usage ? [usage] : []));
  if (known.length === 0) return undefined;
  const total = (field: 'input_tokens' | 'output_tokens') =>
    known.reduce((sum, usage) => sum + usage[field], 0);
  const sum = (field: 'cached_input_tokens' | 'cache_write_input_tokens') =>
    known.reduce((total, usage) => total + (usage[field] ?? 0), 0);
  const cached = sum('cached_input_tokens');
  const written = sum('cache_write_input_tokens');
  return {
    input_tokens: total('input_tokens'),
    output_tokens: total('output_tokens'),
    ...(cached > 0 ? { cached_input_tokens: cached } : {}),
    ...(written > 0 ? { cache_write_input_tokens: written } : {}),
  };
}
