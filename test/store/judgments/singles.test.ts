import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { singleJudgmentKey, singleRowSchema } from '../../../src/records/judgment.ts';
import { eachRecord, type Line } from '../../../src/store/jsonl/reader.ts';
import { readSingles, type SingleFiles, scoreAt } from '../../../src/store/judgments/singles.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const row = (change: Record<string, unknown> = {}) => ({
  question_id: 1,
  model: 'm',
  judge: ['j', 'single'],
  user_prompt: 'u',
  judgment: 'Rating: [[7]]',
  score: 7,
  turn: 1,
  tstamp: 1.5,
  ...change,
});

function lastOf({ columns, last }: SingleFiles) {
  return Array.from(last, (at) => [columns.model.at(at), columns.turn.at(at), columns.score.at(at)]);
}

test('`readSingles()` finds the last row of each key, counts the others, and keeps all as FastChat counts them', async () => {
  const file = await dir.write('j.jsonl', [
    row({ score: 3 }),
    row({ turn: 2 }),
    row({ score: 9 }),
    row({ model: 'n' }),
  ]);
  const read = await readSingles([file]);
  expect(lastOf(read)).toEqual([
    ['m', 1, 9],
    ['m', 2, 7],
    ['n', 1, 7],
  ]);
  expect([0, 1, 2, 3].map(read.columns.score.at)).toEqual([3, 7, 9, 7]);
  expect([[...read.duplicates], read.length, read.torn]).toEqual([[['m', 1]], 4, []]);
});

test('`readSingles()` keeps what a grader read for votes, but no program and no long text', async () => {
  const graded = (turn: number, extracted: string, details = {}) =>
    row({ turn, score: 1, scale: [0, 1], extracted, target: 't', details });
  const file = await dir.write('j.jsonl', [
    graded(1, '5', { place: 'end' }),
    graded(2, 'return 5', { program: 'def f():\n    return 5' }),
    graded(3, 'x'.repeat(201)),
  ]);
  const { columns, last } = await readSingles([file]);
  expect(Array.from(last, (at) => columns.extracted.at(at))).toEqual(['5', undefined, undefined]);
});

test('`readSingles()` takes the rows of several files together', async () => {
  const files = [
    await dir.write('j.jsonl', [row({ score: 3 })]),
    await dir.write('k.jsonl', [row({ judge: ['k', 'single'] }), row({ score: 5 })]),
  ];
  const { columns, last, duplicates } = await readSingles(files);
  expect(Array.from(last, (at) => [columns.judge.at(at), columns.score.at(at)])).toEqual([
    ['j', 5],
    ['k', 7],
  ]);
  expect(duplicates.get('m')).toBe(1);
});

test('`readSingles()` reports a torn last line and reads the rest', async () => {
  const file = await dir.write('j.jsonl', `${JSON.stringify(row())}\n{"question_id": 2, "mo`);
  const { length, torn } = await readSingles([file]);
  expect([length, torn]).toEqual([1, [{ file, line: 2 }]]);
});

test('`readSingles()` names an answers file that stands in the place of judgments', async () => {
  const answers = [{ question_id: 1, answer_id: 'a', model_id: 'm', choices: [], tstamp: 1 }];
  const reading = readSingles([await dir.write('j.jsonl', answers)]);
  await expect(reading).rejects.toBeInstanceOf(UserError);
  await expect(reading).rejects.toThrow(
    /j\.jsonl:1: model is missing \(the file should hold single judgments; pair judgments are shown .*\)$/,
  );
});

test('`scoreAt()` is undefined for the mark of an unparsed reply and outside the scale, which is 1 to 10 unless told', async () => {
  const scores = [row({ score: -1 }), row({ score: 7.5 }), row({ score: 0 }), row({ score: 11 })];
  const scaled = [0, 1, 1.5].map((score) => row({ score, scale: [0, 1] }));
  const { columns } = await readSingles([await dir.write('j.jsonl', [...scores, ...scaled])]);
  expect(columns.scale.at(0)).toEqual([1, 10]);
  expect([0, 1, 2, 3, 4, 5, 6].map((at) => scoreAt(columns, at))).toEqual([
    ...[undefined, 7.5, undefined, undefined, 0, 1, undefined],
  ]);
});

const hash = fc.constantFrom('0123456789abcdef0123456789abcdef', 'f'.repeat(32), '0'.repeat(32));
const odd = fc.constantFrom(undefined, '', 'undefined', 'F'.repeat(32), 'a hash of another kind');
const anyHash = fc.oneof(hash, odd);
const anyRow = fc.record({
  question_id: fc.constantFrom<string | number>(1, '1', 2, 'x', -1),
  model: fc.constantFrom('m', 'n', '__proto__'),
  judge: fc.constantFrom<[string, string]>(['j', 'p'], ['jp', ''], ['j', 'q'], ['k', 'p']),
  score: fc.constantFrom(-1, 7, 7.5, 1e300),
  turn: fc.constantFrom(1, 2, 2 ** 53 - 1),
  choice: fc.constantFrom(undefined, 0, 1),
  repeat: fc.constantFrom(undefined, 0, 1),
  question_hash: anyHash,
  answer_hash: anyHash,
  reference_hash: fc.oneof(anyHash, fc.constantFrom(null, 'null')),
  prompt_hash: anyHash,
  prompt_set: anyHash,
  prompt_set_hash: anyHash,
  demo: fc.constantFrom(undefined, true as const),
});

test('`readSingles()` gives back what a map of objects would: the last row of a key, where its first stood', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 60 }), async (rows) => {
      const last = new Map(rows.map((each) => [singleJudgmentKey(each), each]));
      const read = await readSingles([await dir.write('j.jsonl', rows)]);
      const found = Array.from(read.last, (at) => {
        const { file, offset, length, number, tstamp, scale, unparsed, graded, ...row } = read.at(at);
        const { question, judge, prompt, ...fields } = row;
        return { ...fields, question_id: question, judge: [judge, prompt] };
      });
      const expected = [...last.values()].map(({ choice = 0, repeat = 0, ...each }) => ({
        ...{ ...each, choice, repeat, question_id: String(each.question_id) },
      }));
      expect(found).toEqual(expected);
      const superseded = [...read.duplicates.values()].reduce((sum, count) => sum + count, 0);
      expect(superseded).toBe(rows.length - last.size);
      expect(read.columns.model.values).toEqual([...new Set(rows.map(({ model }) => model))]);
    }),
    { numRuns: 100 },
  );
});

/** Inside the quotes of a JSON text: ASCII, letters as they are, escapes that are the same letters, half letters. */
const piece = fc.oneof(
  fc.constantFrom('a', ' ', 'é', '–', '語', '🙂', '\\u00e9', '\\u00c3\\u00a9', '\\u8a9e', '\\n', '\\\\'),
  fc.constantFrom('\\x', '"', '\t', '\\ud83d', '\u2028', '\u00a0', '\ufeff'),
);
const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const oddBytes = fc
  .constantFrom([0xff], [0xc3], [0xe2, 0x80], [0xc0, 0xa2], [0x80])
  .map((each) => Buffer.from(each));
const inside = fc
  .array(fc.oneof({ weight: 6, arbitrary: piece.map(bytesOf) }, { weight: 1, arbitrary: oddBytes }), {
    maxLength: 3,
  })
  .map((parts) => Buffer.concat(parts));
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', ' \n', '\u00a0\n', '\n\n').map(bytesOf);
const line = fc
  .tuple(inside, inside, inside, lineEnd)
  .map(([model, question, text, end]) =>
    Buffer.concat([
      ...[bytesOf('{"model":"m'), model, bytesOf('","question_id":"q'), question],
      ...[bytesOf('","judge":["j","p"],"score":7,"turn":1,"judgment":"'), text, bytesOf('"}'), end],
    ]),
  );

/** What is read of a file record by record. */
async function recordsIn(file: string) {
  const rows: unknown[] = [];
  const torn: number[] = [];
  await eachRecord(file, singleRowSchema, {
    onTorn: ({ number }: Line) => torn.push(number),
    holds: 'single judgments; pair judgments are shown with --mode pairwise-all',
    visit: ({ record: { model, question_id }, ...place }) => rows.push([model, question_id, place]),
  });
  return { rows, torn };
}

async function tableOf(file: string) {
  const { columns, length, torn } = await readSingles([file]);
  const rows = Array.from({ length }, (_, at) => {
    const place = {
      offset: columns.offset.at(at),
      length: columns.length.at(at),
      number: columns.number.at(at),
    };
    return [columns.model.at(at), columns.question.at(at), place];
  });
  return { rows, torn: torn.map((each) => each.line) };
}

const outcomeOf = (reading: Promise<unknown>) =>
  reading.catch((error: unknown) => {
    if (error instanceof UserError) return error.message;
    throw error;
  });

test('`readSingles()` finds in any bytes what a reading of records finds, down to the words of an error', async () => {
  const file = join(dir.path, 'j.jsonl');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.nat(30), async (lines, cut) => {
      const whole = Buffer.concat(lines);
      await writeFile(file, whole.subarray(0, Math.max(0, whole.length - cut)));
      expect(await outcomeOf(tableOf(file))).toEqual(await outcomeOf(recordsIn(file)));
    }),
    { numRuns: 200 },
  );
});
