/** Multiple choice, as text and as log-probabilities. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readShared } from '../../support/graders.ts';
import { formOf, localTask, type PublishedRow, type Scene } from './scene.ts';
import type { Own } from './scenes.ts';

const mmluFolder = fileURLToPath(new URL('../../../../shared/graders/data/mmlu', import.meta.url));
const letters = ['A', 'B', 'C', 'D'];

/** MMLU's subjects that are there, a share of `count` of each. */
export function mmluScene(count: number, own: Own, method: Scene['method']): Scene {
  const test = mmluRows('test', Math.ceil(count / 8));
  const subjects = [...new Set(test.map(({ subject }) => subject))];
  const generative = method === 'generate';
  const name = (subject: string) => `mmlu_${subject}${generative ? '_generative' : ''}`;
  const folder = generative ? 'mmlu/generative' : 'mmlu/default';
  const metric = generative ? 'exact_match' : 'acc';
  const filters = generative ? { filter_list: 'get_response' } : {};
  const group = generative ? 'mmlu_generative' : 'mmlu';
  return {
    bench: 'mmlu',
    method,
    files: { ...filesBySubject('test', test), ...filesBySubject('dev', mmluRows('dev', 5)) },
    flags: generative ? [] : ['--method', 'loglikelihood'],
    tasks: (data) => [
      ...subjects.map((subject) =>
        localTask(name(subject), {
          include: own(`${folder}/mmlu_${subject}.yaml`),
          splits: { test: data(`test-${subject}.jsonl`), dev: data(`dev-${subject}.jsonl`) },
          num_fewshot: 5,
        }),
      ),
      {
        group: `local_${group}`,
        task: subjects.map((subject) => `local_${name(subject)}`),
        aggregate_metric_list: [{ metric, aggregation: 'mean', weight_by_size: true, ...filters }],
        metadata: { version: 3 },
      },
    ],
    replies: test.map((row, index) => [
      mmluPrompt(row),
      formOf(letterForms, index)(letters[row.answer] ?? ''),
    ]),
    graders: generative ? ['lm-eval/mmlu_generative'] : ['loglikelihood:acc'],
  };
}

function filesBySubject(split: string, rows: readonly PublishedRow[]): Record<string, PublishedRow[]> {
  const files: Record<string, PublishedRow[]> = {};
  for (const row of rows) {
    const name = `${split}-${row.subject}.jsonl`;
    files[name] = [...(files[name] ?? []), row];
  }
  return files;
}

const letterForms = [
  (letter: string) => ` ${letter}`,
  (letter: string) => ` (${letter})`,
  (letter: string) => ` **${letter.toLowerCase()}**`,
  (letter: string) => ` ${letter}. text`,
  (letter: string) => `The answer is ${letter}.`,
  (letter: string) => ` ${letter}  \nbecause`,
];

function mmluPrompt({ question, choices }: PublishedRow): string {
  const options = choices.map((choice: string, index: number) => `${letters[index]}. ${choice}`);
  return `${question.trim()}\n${options.join('\n')}\nAnswer:`;
}

function mmluRows(split: string, count: number): PublishedRow[] {
  const script = fileURLToPath(new URL('mmlu-rows.py', import.meta.url));
  const text = execFileSync('python3', [script, mmluFolder, split, String(count)], { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export function arcScene(count: number, own: Own): Scene {
  const rows = readShared<PublishedRow>('data/arc/ARC-Challenge-Test.1150rows.jsonl').map(
    ({ id, question: { stem, choices }, answerKey }) => ({
      id,
      question: stem,
      choices: {
        text: choices.map((choice: PublishedRow) => choice.text),
        label: choices.map((choice: PublishedRow) => choice.label),
      },
      answerKey,
    }),
  );
  return {
    bench: 'arc-challenge',
    method: 'loglikelihood',
    // No training rows are there: the last ones of test take their place.
    files: { 'arc_challenge_test.jsonl': rows.slice(0, count), 'arc_challenge_train.jsonl': rows.slice(-60) },
    flags: ['--method', 'loglikelihood', '--fewshot-sampler', 'lm-eval'],
    tasks: (data) => [
      localTask('arc_challenge', {
        include: own('arc/arc_challenge.yaml'),
        splits: { test: data('arc_challenge_test.jsonl'), train: data('arc_challenge_train.jsonl') },
        validation_split: null,
        num_fewshot: 25,
      }),
    ],
    replies: [],
    graders: ['loglikelihood:acc', 'loglikelihood:acc_norm'],
  };
}

export function hellaswagScene(count: number, own: Own): Scene {
  const rows = readShared<PublishedRow>('data/hellaswag/hellaswag_val_200.jsonl');
  return {
    bench: 'hellaswag',
    method: 'loglikelihood',
    // No training rows are there: the last 30 take their place.
    files: {
      'hellaswag_val.jsonl': rows.slice(0, Math.min(count, 170)),
      'hellaswag_train.jsonl': rows.slice(170),
    },
    flags: ['--method', 'loglikelihood', '--fewshot-sampler', 'lm-eval'],
    tasks: (data) => [
      localTask('hellaswag', {
        include: own('hellaswag/hellaswag.yaml'),
        splits: { validation: data('hellaswag_val.jsonl'), train: data('hellaswag_train.jsonl') },
        num_fewshot: 10,
      }),
    ],
    replies: [],
    graders: ['loglikelihood:acc', 'loglikelihood:acc_norm'],
  };
}
