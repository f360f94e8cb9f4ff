/** What records keep of a judgment's inputs, and how they are hashed. */

import { contentHash } from '../../content-hash.ts';
import { programMethod } from '../../judges/judge.ts';
import { textOfSettings } from '../../records/calls/asked-with.ts';
import type { Call, Usage } from '../../records/calls/call.ts';
import type { Decided, JudgmentInputs } from './mode.ts';

/** The demo judge on the command line. */
const demoJudge = 'offline/judge';

interface KeptHashes {
  question_hash?: string | undefined;
  reference_hash?: string | null | undefined;
  prompt_hash?: string | undefined;
}

/** One hash of a judgment's inputs, or undefined where a record keeps none (FastChat's do not). */
export function keptInputsHash(
  { question_hash, reference_hash = null, prompt_hash }: KeptHashes,
  answer_hashes: readonly string[] | undefined,
): string | undefined {
  if (question_hash === undefined || prompt_hash === undefined || answer_hashes === undefined)
    return undefined;
  return hashInputs({ question_hash, reference_hash, prompt_hash, answer_hashes });
}

export function hashInputs(inputs: JudgmentInputs): string {
  return contentHash(inputs);
}

/** Who has judged: endpoint and model of the first call, or the judge that computed. */
export function judgeOf(
  { judge, demo }: { judge: readonly [string, string]; demo?: true | undefined },
  calls: readonly Call[] | undefined,
): string | undefined {
  const sent = calls?.[0]?.sent;
  if (sent) return `${sent.endpoint}/${sent.model}`;
  if (judge[1] === programMethod) return judge[0];
  return demo ? demoJudge : undefined;
}

/** The settings that a judgment's calls were made with. */
export function settingsOf(
  calls: readonly Call[] | undefined,
  once: (text: string) => string,
): string | undefined {
  const text = textOfSettings(calls ?? []);
  return text === undefined ? undefined : once(text);
}

/** What every judgment keeps of its judge's method. */
export function methodFields({ method }: Pick<Decided, 'method'>) {
  const { hash, promptSet } = method;
  return {
    prompt_hash: hash,
    ...(promptSet ? { prompt_set: promptSet.name } : {}),
    ...(promptSet?.fileHash === undefined ? {} : { prompt_set_hash: promptSet.fileHash }),
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
