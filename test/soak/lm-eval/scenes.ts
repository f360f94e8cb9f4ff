/** The benchmarks that are compared, from published files; what the model replies has right, wrong and odd forms. */

import { readShared } from '../../support/graders.ts';
import { formOf, localTask, type PublishedRow, type Scene } from './scene.ts';

/** A path of one of the harness' own task files. */
export type Own = (path: string) => string;

const first = (path: string, count: number) => readShared<PublishedRow>(path).slice(0, count);

export function gsm8kScene(count: number, own: Own): Scene {
  const rows = first('data/gsm8k/test.jsonl', count);
  const forms = [
    (n: string) => ` It is so.\n#### ${n}`,
    (n: string) => ` The answer is $${n}.`,
    (n: string) => ` #### ${n}.00`,
    (n: string) => ` ${n} at first, 3 in the end.\nQuestion: and #### ${n}?`,
    (n: string) => ` #### 5 no, #### ${n}`,
    () => ' I do not know.',
  ];
  return {
    bench: 'gsm8k',
    method: 'generate',
    files: { 'test.jsonl': rows, 'train.jsonl': first('data/gsm8k/train_first20.jsonl', 20) },
    flags: ['--fewshot-sampler', 'lm-eval'],
    tasks: (data) => [
      localTask('gsm8k', {
        include: own('gsm8k/gsm8k.yaml'),
        splits: { train: data('train.jsonl'), test: data('test.jsonl') },
      }),
    ],
    replies: rows.map((row, index) => [
      `Question: ${row.question}\nAnswer:`,
      formOf(forms, index)(numberOf(row)),
    ]),
    graders: ['lm-eval/gsm8k:strict-match', 'lm-eval/gsm8k:flexible-extract'],
  };
}

export function gsm8kCotScene(count: number, own: Own): Scene {
  const rows = first('data/gsm8k/test.jsonl', count);
  const forms = [
    (n: string) => ` So it is. The answer is ${n}.`,
    (n: string) => ` The answer is ${n}`,
    (n: string) => ` The answer is $${n}.`,
    () => ' The answer is 7.5.\n\nQ: What else? A: The answer is 1.',
  ];
  return {
    bench: 'gsm8k-cot',
    method: 'generate',
    files: { 'test.jsonl': rows },
    shots: 'gsm8k/gsm8k-cot.yaml',
    flags: [],
    tasks: (data) => [
      localTask('gsm8k_cot', {
        include: own('gsm8k/gsm8k-cot.yaml'),
        splits: { test: data('test.jsonl') },
      }),
    ],
    replies: rows.map((row, index) => [`Q: ${row.question}\nA:`, formOf(forms, index)(numberOf(row))]),
    graders: ['lm-eval/gsm8k_cot:strict-match', 'lm-eval/gsm8k_cot:flexible-extract'],
  };
}

function numberOf(row: PublishedRow): string {
  return row.answer.split('#### ').at(-1).trim();
}

/** The first 200 of MATH-500 as minerva_math500. */
export function minervaScene(count: number, own: Own): Scene {
  const rows = first('data/math/math500.jsonl', count);
  return {
    bench: 'math-500',
    method: 'generate',
    files: { 'test.jsonl': rows },
    shots: 'minerva_math/utils.py',
    flags: ['--max-tokens', '256'],
    tasks: (data) => [
      localTask('minerva_math500', {
        include: own('minerva_math/minerva_math500.yaml'),
        splits: { test: data('test.jsonl') },
      }),
    ],
    replies: rows.map((row, index) => [
      `Problem:\n${row.problem}\n\nSolution:`,
      formOf(mathForms, index)(row.answer),
    ]),
    graders: ['lm-eval/minerva_math@3.1'],
  };
}

/** MATH in its seven subjects as hendrycks_math, of MATH-500's rows. */
export function hendrycksScene(count: number, own: Own): Scene {
  const rows = first('data/math/math500.jsonl', count).map((row) => ({ ...row, type: row.subject }));
  const subjects = [...new Set(rows.map(({ subject }) => subject))].sort();
  const fileOf = (subject: string) => `${subject.replaceAll(/\W+/g, '-')}-test.jsonl`;
  const short: Record<string, string> = {
    'Counting & Probability': 'counting_and_prob',
    'Number Theory': 'num_theory',
    Precalculus: 'precalc',
  };
  const taskOf = (subject: string) =>
    `hendrycks_math_${short[subject] ?? subject.toLowerCase().replaceAll(' ', '_')}`;
  return {
    bench: 'math',
    method: 'generate',
    files: Object.fromEntries(
      subjects.map((subject) => [fileOf(subject), rows.filter((row) => row.subject === subject)]),
    ),
    flags: ['--num-fewshot', '0', '--max-tokens', '256'],
    ask: { template: 'Problem: {question}\nAnswer:' },
    tasks: (data) => [
      ...subjects.map((subject) =>
        localTask(taskOf(subject), {
          include: own('hendrycks_math/hendrycks_math_algebra.yaml'),
          splits: { test: data(fileOf(subject)) },
          training_split: null,
        }),
      ),
      {
        group: 'local_hendrycks_math',
        task: subjects.map((subject) => `local_${taskOf(subject)}`),
        aggregate_metric_list: [{ metric: 'exact_match', aggregation: 'mean', weight_by_size: true }],
        metadata: { version: 1 },
      },
    ],
    replies: rows.map((row, index) => [
      `Problem: ${row.problem}\nAnswer:`,
      formOf(mathForms, index)(row.answer),
    ]),
    graders: ['lm-eval/hendrycks_math'],
  };
}

const mathForms = [
  (answer: string) => ` So.\nFinal Answer: The final answer is $${answer}$. I hope it is correct.`,
  (answer: string) => ` The final answer is $${answer}$`,
  (answer: string) => ` ${answer}`,
  (answer: string) => ` It is $\\boxed{${answer}}$, or $${answer}$.`,
  (answer: string) => ` Final Answer: The final answer is $x=${answer}$. I hope it is correct.\nProblem: 1`,
  () => ' Final Answer: The final answer is $17$. I hope it is correct.',
];

export function ifevalScene(count: number, own: Own): Scene {
  const published = readShared<PublishedRow>('golden/ifeval.jsonl').filter(({ id }) =>
    /^ifeval-gpt4-/.test(id),
  );
  const responses = new Map(published.map(({ item, response }) => [item.prompt, response]));
  // Two prompts ask for a letter that is none; the official checker takes one at random.
  const rows = readShared<PublishedRow>('data/ifeval/input_data.jsonl')
    .filter(({ key, prompt }) => ![1122, 1129].includes(key) && responses.get(prompt)?.trim())
    .slice(0, count);
  return {
    bench: 'ifeval',
    method: 'generate',
    files: { 'input_data.jsonl': rows },
    flags: [],
    tasks: (data) => [
      localTask('ifeval', {
        include: own('ifeval/ifeval.yaml'),
        splits: { train: data('input_data.jsonl') },
      }),
    ],
    replies: rows.map((row) => [row.prompt, responses.get(row.prompt)]),
    graders: ['ifeval:strict', 'ifeval:loose'],
  };
}
