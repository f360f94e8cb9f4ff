/**
 * MBPP: short Python functions described in a sentence, graded by assertions. Austin et al. 2021; google-research,
 * CC BY 4.0.
 *
 * A row, on the hub (parquet, one file a split) and in the original `mbpp.jsonl` (974 rows) alike:
 *
 *     {"text": "Write a function to find …", "code": "R = 3\r\nC = 3\r\ndef min_cost(…", "task_id": 1, "test_setup_code": "",
 *      "test_list": ["assert min_cost(…", …], "challenge_test_list": []}
 *
 * Questions are the task ids 11 to 510, shots the ids 2, 3 and 4. Line ends of the data's own code are CRLF in 972 rows:
 * the reference has LF; a shot keeps what was published, since it is part of the prompt that others ask with.
 */

import type { Benchmark, DataPart, Reading } from './benchmark.ts';
import { optionalText, type Row, textOf, textsOf, wholeNumberOf } from './data/row.ts';

const done = '[DONE]';

/** The data, how they are asked and graded, and what shots are: the same for the sanitized set. */
export const mbppShared: Pick<Benchmark, 'dataset' | 'revision' | 'licence' | 'ask'> = {
  dataset: 'google-research-datasets/mbpp',
  revision: '4bb6404fdc6cacfda99d4ac4205087b89d32030c',
  licence: 'CC BY 4.0',
  ask: {
    generate: {
      template:
        'You are an expert Python programmer, and here is your task: {question} Your code should pass these tests:\n\n{tests}\n[BEGIN]\n',
      delimiter: '',
      fewshot: { count: 3, source: 'task ids 2, 3, 4' },
      stop: [done],
      max_tokens: 256,
      graders: ['mbpp', 'lm-eval/mbpp'],
    },
  },
};

export const mbpp: Benchmark = {
  name: 'mbpp',
  title: 'MBPP, 3 fixed shots',
  ...mbppShared,
  questions: {
    files: [
      {
        path: 'full/test-00000-of-00001.parquet',
        sha256: '566fd53060ffba5766dace1d1e2f4c38906781526de222b0dfbdbc325b696c77',
      },
    ],
    named: /(?:^|\/)(?:mbpp|test)[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/,
    rows: 500,
  },
  toQuestion: (row, reading) => ifTest(row, reading, () => mbppQuestion(row, 'text', reading)),
  shots: {
    ...mbppShots('full', /(?:^|\/)prompt[^/]*\.(?:parquet|jsonl|json)(?:\.gz)?$/),
    toShot: (row, reading) => ifShot(row, () => mbppShot(row, 'text', reading)),
    amongQuestions: true,
  },
  equals: 'lm-eval mbpp 1.0 (4e7e0d4)',
};

/** The file of the ids 1 to 10. */
export function mbppShots(config: 'full' | 'sanitized', named: RegExp): DataPart {
  return { files: [{ path: `${config}/prompt-00000-of-00001.parquet` }], named, rows: 3 };
}

/** Test ids are 11 to 510; rows of other splits are noted, and no questions. */
export function ifTest<Item>(row: Row, { note }: Reading, make: () => Item): Item | undefined {
  const id = wholeNumberOf(row, 'task_id');
  if (id >= 11 && id <= 510) return make();
  note('rows of other splits, no questions', `task ${id}`);
  return undefined;
}

export function ifShot<Item>(row: Row, make: () => Item): Item | undefined {
  return [2, 3, 4].includes(wholeNumberOf(row, 'task_id')) ? make() : undefined;
}

/** `textField` is what the sentence is called. */
export function mbppQuestion(row: Row, textField: 'text' | 'prompt', { note }: Pick<Reading, 'note'>) {
  const id = wholeNumberOf(row, 'task_id');
  const tests = textsOf(row, 'test_list', 1);
  const code = textOf(row, 'code');
  const setup = setupOf(row);
  const challenge = textsOf(row, 'challenge_test_list');
  if (code.includes('\r\n')) note('CRLF in the code, LF in the reference', `task ${id}`);
  if (setup !== '') note('set-up code', `task ${id}`);
  return {
    question_id: id,
    category: 'coding',
    turns: [textOf(row, textField)],
    reference: [code.replaceAll('\r\n', '\n')],
    tests: tests.join('\n'),
    check: {
      test_list: tests,
      ...(setup === '' ? {} : { test_setup_code: setup }),
      ...(challenge.length === 0 ? {} : { challenge_test_list: challenge }),
    },
  };
}

export function mbppShot(row: Row, textField: 'text' | 'prompt', reading: Reading) {
  const { question_id, category, turns, tests } = mbppQuestion(row, textField, { note: () => undefined });
  const code = textOf(row, 'code');
  if (code.includes('\r\n')) reading.note('CRLF in the code, kept', `task ${question_id}`);
  return { question_id, category, turns, tests, answer: `${code}\n${done}` };
}

/** `test_setup_code`, or the imports of the sanitized set. */
function setupOf(row: Row): string {
  const lines = [...textsOf(row, 'test_imports'), optionalText(row, 'test_setup_code')];
  return lines
    .filter((line) => line.trim() !== '')
    .join('\n')
    .replaceAll('\r\n', '\n');
}
