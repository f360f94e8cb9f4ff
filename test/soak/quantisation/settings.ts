/** What the comparison of two quantisations needs from outside, named by environment variables. */

import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../support/cli.ts';

export interface QuantisationSettings {
  /** The GGUF file that is the base. */
  model: string;
  /** The folder of llama-server and llama-quantize. */
  llamaCpp: string;
  /** What the candidate is quantised to, as llama-quantize names it. */
  type: string;
  /** The folder of the published files of ifeval, gsm8k and mmlu. */
  data: string;
  /** Questions of each of the three benches. */
  items: number;
  /** Where a reply is cut off. */
  maxTokens: number;
  /** Where answers and judgments are kept: a run that was stopped goes on from there. */
  folder: string;
}

/** Undefined where the model or llama.cpp is not named, or is not there. */
export function quantisationSettings(env: NodeJS.ProcessEnv): QuantisationSettings | undefined {
  const model = env.MT_JUDGE_QUANTISATION_MODEL ?? '';
  const llamaCpp = env.MT_JUDGE_LLAMA_CPP ?? '';
  const data = env.MT_JUDGE_QUANTISATION_DATA ?? join(repository, '..', 'shared', 'graders', 'data');
  const needed = [model, join(llamaCpp, 'llama-server'), join(llamaCpp, 'llama-quantize'), data];
  if (model === '' || llamaCpp === '' || !needed.every((path) => existsSync(path))) return undefined;
  return {
    ...{ model, llamaCpp, data },
    type: env.MT_JUDGE_QUANTISATION_TYPE ?? 'Q2_K',
    items: Number(env.MT_JUDGE_QUANTISATION_ITEMS ?? 200),
    maxTokens: Number(env.MT_JUDGE_QUANTISATION_TOKENS ?? 256),
    folder: env.MT_JUDGE_QUANTISATION_FOLDER ?? join(tmpdir(), 'mt-judge-quantisation'),
  };
}
