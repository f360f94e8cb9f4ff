/**
 * MMLU: questions with four options about 57 subjects. Hendrycks et al. 2021; hendrycks/test, MIT.
 *
 * A row on the hub (parquet):
 *
 *     {"question": "Find the degree …", "subject": "abstract_algebra", "choices": ["0", "4", "2", "6"], "answer": 1}
 *
 * The original is a CSV a subject, `<subject>_test.csv` and `<subject>_dev.csv`, without a header: question, four options,
 * letter. Copies with a header have the index of the right option. Shots are the five rows of dev of the same subject.
 *
 * White space around a question is removed, as lm-evaluation-harness does; that around options stays.
 */

import { basename } from 'node:path';
import { strip } from '../judges/graders/lm-eval/python-text.ts';
import type { Benchmark, DataPart, Reading } from './benchmark.ts';
import { checkOptions, labelAt } from './data/choice.ts';
import { mmluGroups, mmluSubjects } from './data/mmlu-subjects.ts';
import { isObject, type Row, refuse, shownValue, textOf } from './data/row.ts';

const labels = ['A', 'B', 'C', 'D'];

const part = (split: string, rows: number, sha256?: string): DataPart => ({
  files: [{ path: `all/${split}-00000-of-00001.parquet`, ...(sha256 ? { sha256 } : {}) }],
  named: new RegExp(
    `(?:^|/)(?:[a-z_]+_${split}\\b[^/]*\\.csv|${split}\\b[^/]*\\.(?:parquet|jsonl|json))(?:\\.gz)?$`,
  ),
  several: true,
  rows,
});

const asked = {
  description: 'The following are multiple choice questions (with answers) about {category}.\n\n',
  template: '{question}\n{options}\nAnswer:',
  fewshot: { count: 5, source: 'dev', same_category: true },
};

export const mmlu: Benchmark = {
  name: 'mmlu',
  title: 'MMLU, 5 shots from dev',
  dataset: 'cais/mmlu',
  revision: 'c30699e8356da336a370243923dbaf21066bb9fe',
  licence: 'MIT',
  questions: part('test', 14_042, '74a41822ce7d3def56e1682f958469c04642a5336a5ce912fa375fdb90fb25d7'),
  shots: { ...part('dev', 285), toShot: (row, reading) => readRow(row, 'dev', reading) },
  bareCsv: {
    columns: ['question', ...labels, 'answer'],
    isRecord: (cells) => cells.length === 6 && /^\s*[A-D]\s*$/.test(cells[5] ?? ''),
  },
  toQuestion: (row, reading) => readRow(row, 'test', reading),
  equals:
    'lm-eval mmlu 1.0 (loglikelihood) and mmlu_generative 3.0 (generate) with --num_fewshot 5 (4e7e0d4)',
  ask: {
    generate: {
      ...asked,
      stop: ['</s>', '\n'],
      max_tokens: 256,
      graders: ['letter', 'lm-eval/mmlu_generative'],
    },
    loglikelihood: { ...asked, graders: ['loglikelihood:acc'] },
    'first-token': { ...asked, graders: ['first-token:acc'] },
  },
  groups: mmluGroups,
  checkWhole: (questions, { note }) => {
    const there = new Set(questions.map(({ category }) => category));
    for (const subject of mmluSubjects.keys()) {
      if (!there.has(subject)) note('subjects without questions', subject);
    }
  },
};

function readRow(row: Row, split: 'test' | 'dev', reading: Reading) {
  const subject = subjectOf(row, split);
  const position = reading.position(subject);
  const id = split === 'test' ? `${subject}/${position}` : `${subject}/dev/${position}`;
  const question = textOf(row, 'question');
  const options = optionsOf(row);
  checkOptions(row, { options, at: id }, reading);
  if (strip(question) !== question) reading.note('white space around the question, removed', id);
  if (options.some((option) => strip(option) !== option)) {
    reading.note('white space around an option, kept', id);
  }
  return {
    question_id: id,
    category: subject,
    group: mmluSubjects.get(subject),
    turns: [strip(question)],
    reference: [letterOf(row)],
    target: letterOf(row),
    check: { options, labels },
  };
}

/** From the row, or from the name of its file. */
function subjectOf(row: Row, split: string): string {
  const [, fromFile] = new RegExp(`^(.+)_${split}\\b`).exec(basename(row.file)) ?? [];
  const subject = row.fields.subject ?? fromFile;
  if (typeof subject === 'string' && mmluSubjects.has(subject)) return subject;
  return refuse(row, `the subject must be one of the 57 of MMLU, not ${shownValue(subject)}`);
}

function optionsOf(row: Row): string[] {
  const { fields } = row;
  const columns = [labels, ['choice0', 'choice1', 'choice2', 'choice3']];
  const named = columns.find(([first = '']) => fields[first] !== undefined);
  const options = named ? named.map((name) => fields[name]) : fields.choices;
  const texts = Array.isArray(options) ? options.filter((each) => typeof each === 'string') : [];
  if (texts.length === 4 && Array.isArray(options) && options.length === 4) return texts;
  return refuse(
    row,
    `there must be four options, not ${shownValue(isObject(options) ? Object.keys(options) : options)}`,
  );
}

/** A letter, or the index of the option. */
function letterOf(row: Row): string {
  const { answer } = row.fields;
  const letter = typeof answer === 'string' ? answer.trim() : '';
  return labels.includes(letter) ? letter : labelAt(row, { value: answer, labels });
}
