import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { eachHashedAnswer } from '../../../src/store/answers/hashes.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const answer = (choices: { index: number; turns: string[] }[], question_id: string | number = 1) => ({
  ...{ question_id, answer_id: 'a', model_id: 'm', choices, tstamp: 1.5 },
});

/** What every choice says of the true hash of each of its turns, and of another. */
async function verdictsIn(content: string, choices: readonly { turns: readonly string[] }[]) {
  const verdicts: boolean[][] = [];
  await eachHashedAnswer(await dir.write('m.jsonl', content), (read) => {
    for (const [place, choice] of read.choices.entries()) {
      const turns = choices[place]?.turns ?? [];
      expect(choice.turns).toBe(turns.length);
      for (let turn = turns.length; turn >= 1; turn -= 1) {
        const hash = contentHash(turns.slice(0, turn));
        verdicts.push([choice.hasHash(turn, hash), choice.hasHash(turn, contentHash([...turns, 'more']))]);
      }
    }
  });
  return verdicts;
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\\',
    '"',
    '\\"',
    '"turns":["x"]',
    '"turns"',
    '],["',
    'é',
    '\u{1f600}',
    '\u2028',
    'a/b\n',
  ),
);
const ways: Record<string, (line: string) => string> = {
  'as JSON.stringify does': (line) => line,
  'in ASCII alone': (line) =>
    line.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'with blanks': (line) => JSON.stringify(JSON.parse(line), null, 1).replaceAll('\n', ' '),
  'with another list of turns before': (line) => line.replace('{', '{"old":{"turns":["x"]},'),
  'with another list of turns behind': (line) => line.replace(/\}$/, ',"old":{"turns":["x"]}}'),
  'with slashes escaped': (line) => line.replaceAll('/', '\\/'),
  'with a CR': (line) => `${line}\r`,
};

test.each(Object.entries(ways))(
  '`eachHashedAnswer()` tells the hash of texts written %s',
  async (_, write) => {
    const turns = fc.array(text, { minLength: 1, maxLength: 3 });
    const lists = fc.array(turns, { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(lists, async (all) => {
        const choices = all.map((each, index) => ({ index, turns: each }));
        const verdicts = await verdictsIn(`${write(JSON.stringify(answer(choices)))}\n`, choices);
        expect(verdicts).toEqual(all.flatMap((each) => each.map(() => [true, false])));
      }),
      { numRuns: 60 },
    );
  },
);

test('`eachHashedAnswer()` leaves out what FastChat wrote for a failed call, and keeps names beyond ASCII', async () => {
  const failed = { index: 0, turns: ['$ERROR$'] };
  const good = { index: 1, turns: ['é'] };
  const seen: unknown[] = [];
  const file = await dir.write('m.jsonl', [answer([failed, good], 'ü'), answer([failed])]);
  await eachHashedAnswer(file, ({ question, choices }) => {
    seen.push([question, choices.map((each) => [each.index, each.hasHash(1, contentHash(['é']))])]);
  });
  expect(seen).toEqual([
    ['ü', [[1, true]]],
    ['1', []],
  ]);
});

test('`eachHashedAnswer()` does not take what one list says for what another one holds', async () => {
  const line = JSON.stringify(answer([{ index: 0, turns: ['now'] }])).replace('"turns":', '"turns" :');
  const content = `${line.replace('{', '{"old":{"turns":["then"]},')}\n`;
  await eachHashedAnswer(await dir.write('m.jsonl', content), ({ choices: [choice] }) => {
    expect(choice?.hasHash(1, contentHash(['then']))).toBe(false);
    expect(choice?.hasHash(1, contentHash(['now']))).toBe(true);
  });
});

test.each([
  ['the name of the list', '{"turns":["then"],', '"\\u0074urns":["now"]}]}'],
  ['the name of a second list', '{', '"turns":["then"],"t\\u0075rns":["now"]}]}'],
  ['the name of the choices', '{', '"turns":["then"]}],"\\u0063hoices":[{"index":0,"tur\\u006es":["now"]}]}'],
])('`eachHashedAnswer()` is not misled by escapes in %s', async (_, before, behind) => {
  const line = `${before}"question_id":1,"answer_id":"a","model_id":"m","tstamp":1,"choices":[{"index":0,${behind}`;
  expect(JSON.parse(line).choices).toEqual([expect.objectContaining({ turns: ['now'] })]);
  const verdicts: unknown[] = [];
  await eachHashedAnswer(await dir.write('m.jsonl', `${line}\n`), ({ choices: [choice] }) => {
    for (const text of ['then', 'now']) verdicts.push(choice?.hasHash(1, contentHash([text])));
  });
  expect(verdicts).toEqual([false, true]);
});
