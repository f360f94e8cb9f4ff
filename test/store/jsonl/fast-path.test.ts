import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { ratingRowSchema } from '../../../src/records/judgment.ts';
import { eachRecord, type Line } from '../../../src/store/jsonl/reader.ts';
import { readPairRows } from '../../../src/store/judgments/pair-rows.ts';
import { readRatings } from '../../../src/store/judgments/ratings.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const row = { question_id: 1, model: 'm', judge: ['j', 'p'], score: 7, turn: 1, judgment: 'Rating: [[7]]' };

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
const plain = fc.constantFrom('m', 'n', '\\u0041').map(bytesOf);
const name = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: inside });
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', ' \n', '\u00a0\n', '\n\n').map(bytesOf);
const line = fc
  .tuple(name, name, inside, lineEnd)
  .map(([model, question, text, end]) =>
    Buffer.concat([
      ...[bytesOf('{"model":"'), model, bytesOf('","question_id":"q'), question],
      ...[bytesOf('","judge":["j","p"],"score":7,"turn":1,"judgment":"'), text, bytesOf('"}'), end],
    ]),
  );

/** What is read of a file through its schema alone, every line decoded. */
async function withCare(file: string) {
  const rows: unknown[] = [];
  const torn: number[] = [];
  await eachRecord(file, ratingRowSchema, {
    onTorn: ({ number }: Line) => torn.push(number),
    holds: 'single judgments; pair judgments are shown with --mode pairwise-all',
    visit: ({ record: { model, question_id } }) => rows.push([model, question_id]),
  });
  return { rows, torn };
}

async function atAGlance(file: string) {
  const { rows, torn } = await readRatings([file]);
  return {
    rows: rows.map(({ model, question_id }) => [model, question_id]),
    torn: torn.map((each) => each.line),
  };
}

const outcomeOf = (reading: Promise<{ rows: unknown[]; torn: number[] }>) =>
  reading
    .then(({ rows, torn }) => ({ rows: [...new Set(rows.map((each) => JSON.stringify(each)))], torn }))
    .catch((error: unknown) => {
      if (error instanceof UserError) return error.message;
      throw error;
    });

test('`readRatings()` finds in any bytes what a reading with care finds, down to the words of an error', async () => {
  const file = join(dir.path, 'j.jsonl');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.nat(30), async (lines, cut) => {
      const whole = Buffer.concat(lines);
      await writeFile(file, whole.subarray(0, Math.max(0, whole.length - cut)));
      expect(await outcomeOf(atAGlance(file))).toEqual(await outcomeOf(withCare(file)));
    }),
    { numRuns: 500 },
  );
});

test('`readRatings()` reads names beyond ASCII, written as they are or escaped, among rows whose texts have such letters', async () => {
  const content = [
    JSON.stringify({ ...row, judgment: 'é' }),
    JSON.stringify({ ...row, model: 'modèle' }),
    JSON.stringify({ ...row, model: '模型', judge: ['jugé', 'é'] }),
    JSON.stringify({ ...row, model: 'x' }).replace('"x"', '"mod\\u00e8le-2"'),
    JSON.stringify({ ...row, model: 'n', judgment: '–' }),
  ];
  const { models, judges } = await readRatings([await dir.write('j.jsonl', `${content.join('\n')}\n`)]);
  expect(models).toEqual(['m', 'modèle', '模型', 'modèle-2', 'n']);
  expect(judges).toEqual(['j', 'jugé']);
});

test('`readPairRows()` reads names beyond ASCII in matches and votes', async () => {
  const pair = {
    ...{ question_id: 'ü', model_1: 'm', model_2: 'modèle', g1_winner: 'tie', g2_winner: 'tie' },
    ...{ judge: ['j', 'p'], turn: 1, g1_judgment: 'é' },
  };
  const vote = { model_a: 'm', model_b: 'ñ', judge: 'jugé', winner: 'tie' };
  const lines = [pair, { ...pair, model_2: 'n' }, vote, pair, { ...pair, question_id: 1, model_2: 'n' }];
  const content = lines.map((each) => `${JSON.stringify(each)}\n`).join('');
  const { rows, votes } = await readPairRows([await dir.write('p.jsonl', content)]);
  expect(rows.map(({ question_id, model_2 }) => [question_id, model_2])).toEqual([
    ['ü', 'modèle'],
    ['ü', 'n'],
    ['ü', 'modèle'],
    ['1', 'n'],
  ]);
  expect(votes.map(({ model_b, judge }) => [model_b, judge])).toEqual([['ñ', 'jugé']]);
});
