/**
 * HellaSwag: which of four endings goes on with a text. Zellers et al. 2019; rowanz/hellaswag, MIT.
 *
 * A row, on the hub (parquet) with the label as a text and in the original `hellaswag_val.jsonl` with it as a number:
 *
 *     {"ind": 20022, "activity_label": "Pole vault", "ctx_a": "Pole vault is …", "ctx_b": "a few women", "ctx": "…",
 *      "endings": ["go down …", …], "source_id": "activitynet~v_…", "split": "val", "split_type": "indomain", "label": "3"}
 *
 * Questions are the validation rows, since the labels of test are not public. Context and endings are cleaned as
 * lm-evaluation-harness does it (`lm_eval/tasks/hellaswag/utils.py` at 4e7e0d4), leftovers such as ".." included.
 */

import { strip } from '../judges/graders/lm-eval/python-text.ts';
import type { Benchmark, Reading } from './benchmark.ts';
import { checkOptions, labelAt } from './data/choice.ts';
import { optionalText, type Row, textOf, textsOf } from './data/row.ts';

const labels = ['A', 'B', 'C', 'D'];
// lm-eval's task has no test split, which it takes for the split of the shots (0.4.13, lm_eval/api/task.py).
const fewshot = { count: 10, source: 'train', draws_one_more: true };
const named = (split: string) =>
  new RegExp(`(?:^|/)(?:hellaswag_)?${split}(?:idation)?(?:[_.-][^/]*)?\\.(?:parquet|jsonl|json)(?:\\.gz)?$`);

export const hellaswag: Benchmark = {
  name: 'hellaswag',
  title: 'HellaSwag, 10 shots from train',
  dataset: 'Rowan/hellaswag',
  revision: '218ec52e09a7e7462a5400043bb9a69a41d06b76',
  licence: 'MIT',
  questions: {
    files: [
      {
        path: 'data/validation-00000-of-00001.parquet',
        sha256: '899813071e1e95efafec90f856e1987d2150fa4d020fc005df6962c259f660cd',
      },
    ],
    named: named('val'),
    rows: 10_042,
  },
  shots: {
    files: [{ path: 'data/train-00000-of-00001.parquet' }],
    named: named('train'),
    rows: 39_905,
    toShot: (row, reading) => readRow(row, 'train', reading),
  },
  toQuestion: (row, reading) => readRow(row, 'validation', reading),
  equals:
    'lm-eval hellaswag 1.0 (loglikelihood) with --num_fewshot 10 and --fewshot-sampler lm-eval (4e7e0d4); as it is, the first 10 rows of train',
  ask: {
    generate: {
      template: 'Context: {question}\n{options}\nThe best ending:',
      fewshot,
      stop: ['Context:'],
      max_tokens: 256,
      graders: ['letter'],
    },
    loglikelihood: {
      template: '{question}',
      choice: 'text',
      fewshot,
      graders: ['loglikelihood:acc', 'loglikelihood:acc_norm'],
    },
  },
};

function readRow(row: Row, split: 'validation' | 'train', reading: Reading) {
  const position = reading.position('row');
  const id = split === 'train' ? `train/${position}` : position;
  const at = split === 'train' ? String(id) : `question ${id}`;
  const options = textsOf(row, 'endings', 2).map(cleaned);
  checkOptions(row, { options, at }, reading);
  if (typeof row.fields.label === 'string') reading.note('label as text, read as a number', at);
  const ending = optionalText(row, 'ctx_b');
  if (ending === '') reading.note('empty ctx_b', at);
  const context = `${textOf(row, 'ctx_a')} ${capitalized(ending)}`;
  const target = labelAt(row, { value: row.fields.label, labels: labels.slice(0, options.length) });
  return {
    question_id: id,
    category: categoryOf(row),
    turns: [cleaned(`${textOf(row, 'activity_label')}: ${context}`)],
    reference: [target],
    target,
    check: { options, labels: labels.slice(0, options.length) },
  };
}

/** `activitynet` or `wikihow`. */
function categoryOf(row: Row): string {
  return optionalText(row, 'source_id').split('~')[0] || 'general';
}

/** Python's `str.capitalize`, which makes the rest of the text small. */
function capitalized(text: string): string {
  const [first = '', ...rest] = Array.from(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}

/** `preprocess` of lm-evaluation-harness. Runs of more than two spaces are halved, not removed. */
function cleaned(text: string): string {
  return strip(text)
    .replaceAll(' [title]', '. ')
    .replace(/\[[^\n]*?\]/g, '')
    .replaceAll('  ', ' ');
}
