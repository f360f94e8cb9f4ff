/**
 * IFEval: prompts with instructions whose following a program can check. Zhou et al. 2023; google-research, Apache-2.0.
 *
 * A row:
 *
 *     {"key": 1000, "prompt": "Write a 300+ word summary …", "instruction_id_list": ["punctuation:no_comma", …],
 *      "kwargs": [{}, {"num_highlights": 3}, …]}
 *
 * On the hub every element of `kwargs` holds every key, most of them null; nulls are left out. The hub's split is `train`.
 */

import type { Benchmark } from './benchmark.ts';
import { objectsOf, refuse, shownValue, textOf, textsOf, wholeNumberOf } from './data/row.ts';

export const ifeval: Benchmark = {
  name: 'ifeval',
  title: 'IFEval',
  dataset: 'google/IFEval',
  revision: '966cd89545d6b6acfd7638bc708b98261ca58e84',
  licence: 'Apache-2.0',
  questions: {
    files: [
      {
        path: 'ifeval_input_data.jsonl',
        sha256: '6a85310ca8ce15eff755aa08a3a4ff931c7e273e7515ebb3c492ea85fd8288f2',
      },
    ],
    named: /(?:^|\/)[^/]*(?:input_data|train)[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/,
    rows: 541,
  },
  toQuestion: (row, { note }) => {
    const key = wholeNumberOf(row, 'key');
    const ids = textsOf(row, 'instruction_id_list', 1);
    const kwargs = objectsOf(row, 'kwargs');
    if (kwargs.length !== ids.length) {
      refuse(row, `${kwargs.length} kwargs for ${ids.length} instructions: ${shownValue(kwargs)}`);
    }
    if (kwargs.some((each) => Object.values(each).includes(null))) {
      note('kwargs with nulls, left out', String(key));
    }
    return {
      question_id: key,
      category: 'instructions',
      turns: [textOf(row, 'prompt')],
      check: { instruction_id_list: ids, kwargs: kwargs.map(withoutNulls) },
    };
  },
  equals: 'lm-eval ifeval 4.0 (4e7e0d4)',
  ask: { generate: { max_tokens: 1280, graders: ['ifeval:strict', 'ifeval:loose'] } },
};

function withoutNulls(kwargs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kwargs).filter(([, value]) => value !== null && value !== undefined),
  );
}
