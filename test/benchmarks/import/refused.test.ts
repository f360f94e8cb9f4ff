/** Rows and files that cannot be imported: each names its file, line or row, and value. */

import { expect, test } from 'vitest';
import type { BenchmarkName } from '../../../src/records/bench/benchmarks.ts';
import { arcRows, hellaswagRows, humanevalRows, mbppRows, mmluRows } from '../../support/benchmark-rows.ts';
import { folderOf, importFrom, jsonl } from '../../support/importing.ts';
import { parquetOf } from '../../support/parquet.ts';

type Rejected = [name: string, benchmark: BenchmarkName, file: string, text: string | Buffer, says: RegExp];

const gsm8k = (answer: unknown) =>
  jsonl([
    { question: 'One?', answer: '#### 1' },
    { question: 'Two?', answer },
  ]);
const [arc] = arcRows;
const [hellaswag] = hellaswagRows;
const [humaneval] = humanevalRows;

const rejected: Rejected[] = [
  [
    'an answer without mark',
    'gsm8k',
    'test.jsonl',
    gsm8k('two'),
    /test\.jsonl:2: the answer has no line .*two/,
  ],
  ['an answer without number', 'gsm8k', 'test.jsonl', gsm8k('#### two'), /test\.jsonl:2: no number .*"two"/],
  [
    'an answer that is null',
    'gsm8k',
    'test.jsonl',
    gsm8k(null),
    /test\.jsonl:2: answer must be a text, not null/,
  ],
  [
    'a line that is no JSON',
    'gsm8k',
    'test.jsonl',
    `${gsm8k('#### 2')}{"question"\n`,
    /test\.jsonl:3: it is not JSON/,
  ],
  ['a row of an array', 'gsm8k', 'test.json', '[{"question": "One?"}]', /test\.json row 1: answer must be/],
  ['a file without rows', 'gsm8k', 'test.jsonl', '\n', /test\.jsonl: it holds no questions of gsm8k/],
  [
    'bytes of no form',
    'gsm8k',
    'test.jsonl',
    Buffer.from([0x42, 0xff, 0xfe]),
    /neither text \(UTF-8\) nor parquet/,
  ],
  ['parquet cut off', 'mmlu', 'test.parquet', Buffer.from('PAR1 cut'), /its parquet cannot be read/],
  ['parquet by its name alone', 'mmlu', 'test.parquet', '{}', /test\.parquet: it is no parquet/],
  ['gzip cut off', 'gsm8k', 'test.jsonl.gz', Buffer.from([0x1f, 0x8b, 8, 0]), /its gzip cannot be read/],
  [
    'an option that is not there',
    'mmlu',
    'all/test.parquet',
    parquetOf({ question: 'text', subject: 'text', choices: 'texts', answer: 'int' }, [
      { ...mmluRows[0], answer: 4 },
    ]),
    /test\.parquet row 1: the right option must be 0 to 3, not 4/,
  ],
  [
    'a letter too far',
    'mmlu',
    'anatomy_test.csv',
    'One?,1,2,3,4,A\nTwo?,1,2,3,4,E\n',
    /csv:2: .* 0 to 3, not "E"/,
  ],
  [
    'a cell too few',
    'mmlu',
    'anatomy_test.csv',
    'One?,1,2,3,4,A\nTwo?,1,2,3\n',
    /csv:2: 4 cells in place of 6/,
  ],
  [
    'a quote without end',
    'mmlu',
    'anatomy_test.csv',
    'One?,1,2,3,4,A\n"Two,1\n',
    /csv:2: a quoted cell does not end/,
  ],
  [
    'a subject that is none',
    'mmlu',
    'alchemy_test.csv',
    'One?,1,2,3,4,A\n',
    /one of the 57 of MMLU, not "alchemy"/,
  ],
  [
    'a key that is no label',
    'arc-challenge',
    'test.jsonl',
    jsonl([{ ...arc, answerKey: 'A' }]),
    /test\.jsonl:1: answerKey must be one of 1, 2, 3, not "A"/,
  ],
  [
    'a hidden label',
    'hellaswag',
    'hellaswag_val.jsonl',
    jsonl([{ ...hellaswag, label: '' }]),
    /val\.jsonl:1: the right option must be 0 to 3, not ""/,
  ],
  [
    'kwargs too few',
    'ifeval',
    'input_data.jsonl',
    jsonl([{ key: 1, prompt: 'One?', instruction_id_list: ['punctuation:no_comma'], kwargs: [] }]),
    /input_data\.jsonl:1: 0 kwargs for 1 instructions/,
  ],
  [
    'a solution without box',
    'math',
    'test.jsonl',
    jsonl([{ problem: 'One?', level: '', type: 'Algebra', solution: 'It is 1.' }]),
    /test\.jsonl:1: the solution has no \\boxed answer: "It is 1\."/,
  ],
  [
    'a function of another name',
    'humaneval',
    'HumanEval.jsonl',
    jsonl([{ ...humaneval, entry_point: 'other' }]),
    /HumanEval\.jsonl:1: the prompt has no function of the name "other"/,
  ],
  [
    'no assertions',
    'mbpp',
    'mbpp.jsonl',
    jsonl(mbppRows.map((row) => (row.task_id === 12 ? { ...row, test_list: [] } : row))),
    /mbpp\.jsonl:5: test_list must be a list of at least 1 texts, not \[\]/,
  ],
  [
    'an id that stands twice',
    'humaneval',
    'HumanEval.jsonl',
    jsonl([humaneval, humaneval]),
    /HumanEval\.jsonl:2: question Own\/1 stands at \S+:1 already/,
  ],
];

test.each(rejected)('%s is refused (%s, %s)', async (_, benchmark, file, text, says) => {
  const from = await folderOf({ [file]: text });
  await expect(importFrom(benchmark, from)).rejects.toThrow(says);
});

test('two files that could be the questions are named, and a folder without any', async () => {
  const text = gsm8k('#### 2');
  const two = await folderOf({ 'test.jsonl': text, 'old_test.jsonl': text });
  await expect(importFrom('gsm8k', two)).rejects.toThrow(
    /^cannot choose among .*old_test\.jsonl, .*test\.jsonl/,
  );
  const none = await folderOf({ 'train.jsonl': text });
  await expect(importFrom('gsm8k', none)).rejects.toThrow(
    /it holds no file of gsm8k's questions \(neither main\/\S+, as on the hub, nor one that is called as the original\): give the file itself$/,
  );
});

test('--shots has no use where a benchmark is asked without', async () => {
  const from = await folderOf({ 'HumanEval.jsonl': jsonl(humanevalRows) });
  await expect(importFrom('humaneval', from, from)).rejects.toThrow(/humaneval is asked without shots/);
});
