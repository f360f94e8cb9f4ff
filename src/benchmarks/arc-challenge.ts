/**
 * ARC-Challenge: questions of school science. Clark et al. 2018; AI2, CC BY-SA 4.0.
 *
 * A row on the hub (parquet):
 *
 *     {"id": "Mercury_7175875", "question": "An astronomer observes …",
 *      "choices": {"text": ["Planetary …", …], "label": ["A", "B", "C", "D"]}, "answerKey": "C"}
 *
 * The original JSONL has `{"id", "question": {"stem", "choices": [{"text", "label"}]}, "answerKey"}`. Not all rows have
 * four options, and 22 rows of test have the labels 1 to 4: labels stay as they are published.
 */

import type { Benchmark, DataPart, Reading } from './benchmark.ts';
import { checkOptions } from './data/choice.ts';
import { isObject, objectsOf, type Row, refuse, shownValue, textOf } from './data/row.ts';

const part = (split: string, rows: number, sha256: string): DataPart => ({
  files: [{ path: `ARC-Challenge/${split}-00000-of-00001.parquet`, sha256 }],
  named: new RegExp(`(?:^|/)[^/]*\\b(?:arc_challenge_)?${split}\\b[^/]*\\.(?:parquet|jsonl|json)(?:\\.gz)?$`),
  rows,
});

const fewshot = { count: 25, source: 'train' };

export const arcChallenge: Benchmark = {
  name: 'arc-challenge',
  title: 'ARC-Challenge, 25 shots from train',
  dataset: 'allenai/ai2_arc',
  revision: '210d026faf9955653af8916fad021475a3f00453',
  licence: 'CC BY-SA 4.0',
  questions: part('test', 1172, '62f03257e737aed263f55c6abf87c7bb0028a44a6bdd2a26eb1279eb42c1d1e9'),
  shots: {
    ...part('train', 1119, 'e488c1587ffdcfc8443f916c53488a95cd471c5790e0746c6bfe4cecf20962cb'),
    toShot: readRow,
  },
  toQuestion: readRow,
  equals:
    'lm-eval arc_challenge 1.0 (loglikelihood) with --num_fewshot 25 and --fewshot-sampler lm-eval (4e7e0d4); as it is, the first 25 rows of train',
  ask: {
    generate: {
      template: 'Question: {question}\n{options}\nAnswer:',
      fewshot,
      stop: ['Question:'],
      max_tokens: 256,
      graders: ['letter'],
    },
    loglikelihood: {
      template: 'Question: {question}\nAnswer:',
      choice: 'text',
      fewshot,
      graders: ['loglikelihood:acc', 'loglikelihood:acc_norm'],
    },
    'first-token': {
      template: 'Question: {question}\n{options}\nAnswer:',
      fewshot,
      graders: ['first-token:acc'],
    },
  },
};

function readRow(row: Row, reading: Reading) {
  const id = textOf(row, 'id');
  const { stem, options, labels } = partsOf(row);
  checkOptions(row, { options, at: id }, reading);
  if (labels.every((label) => /^\d+$/.test(label))) reading.note('labels that are digits, kept', id);
  const target = targetOf(row, labels);
  return {
    question_id: id,
    category: 'science',
    turns: [stem],
    reference: [target],
    target,
    check: { options, labels },
  };
}

interface Parts {
  stem: string;
  options: string[];
  labels: string[];
}

/** Of the three forms: the hub's, the original, and one with a list `options`. */
function partsOf(row: Row): Parts {
  const { question, choices } = row.fields;
  if (isObject(question)) {
    const inner = { ...row, fields: question };
    return { stem: textOf(inner, 'stem'), ...paired(inner, 'choices') };
  }
  const stem = textOf(row, 'question');
  if (!isObject(choices)) return { stem, ...paired(row, choices === undefined ? 'options' : 'choices') };
  const { text, label } = choices;
  if (isTexts(text) && isTexts(label) && text.length === label.length) {
    return { stem, options: text, labels: label };
  }
  return refuse(row, `choices must hold as many texts as labels, not ${shownValue(choices)}`);
}

function paired(row: Row, name: string): Pick<Parts, 'options' | 'labels'> {
  const choices = objectsOf(row, name).map((fields) => ({ ...row, fields }));
  return {
    options: choices.map((choice) => textOf(choice, 'text')),
    labels: choices.map((choice) => textOf(choice, 'label')),
  };
}

function targetOf(row: Row, labels: readonly string[]): string {
  const { answerKey, answer = answerKey } = row.fields;
  if (new Set(labels).size < labels.length) refuse(row, `labels stand twice: ${labels.join(', ')}`);
  if (typeof answer === 'string' && labels.includes(answer)) return answer;
  return refuse(row, `answerKey must be one of ${labels.join(', ')}, not ${shownValue(answer)}`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
