import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readFastchat } from '../../../src/benchmarks/fastchat/import.ts';
import { officialRelease } from '../../../src/benchmarks/fastchat/release.ts';
import { type DataDir, makeDataDir, sharedData } from '../../support/cli.ts';
import { fastchatAnswer, fastchatJudgment, writeFastchat } from '../../support/fastchat.ts';

const options = { dataDir: 'out', bench: 'b', judge: 'gpt-4', judgePrompts: 'p' };

async function openSource(): Promise<DataDir> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await writeFastchat(data, '.');
  return data;
}

async function targets(data: DataDir): Promise<string[]> {
  return (await readFastchat(data.path, options)).files.map(({ target }) => target);
}

test('`readFastchat()` leaves hidden files and judgments of no known kind alone', async () => {
  const data = await openSource();
  const before = await targets(data);
  await data.write('model_answer/._m-one.jsonl', 'not JSON\n');
  await data.write('model_judgment/notes.jsonl', 'not JSON\n');
  expect(await targets(data)).toEqual(before);
});

test('`readFastchat()` gives a file a name that later runs find, and the model the name of its records', async () => {
  const data = await openSource();
  await data.write('model_answer/m+x (1).jsonl', [fastchatAnswer(81, 'm+x (1)', ['a', 'b'])]);
  await data.write('model_judgment/j+x_single.jsonl', [fastchatJudgment(81, 'm')]);
  const { files } = await readFastchat(data.path, options);
  expect(files).toContainEqual(
    expect.objectContaining({ target: 'out/answers/b/m-x--1-.jsonl', holds: '1 answers of m+x (1)' }),
  );
  expect(files).toContainEqual(expect.objectContaining({ target: 'out/judgments/b/j-x_single.jsonl' }));
});

test('`readFastchat()` counts the records of a file with CRLF, a BOM and blank lines', async () => {
  const data = await openSource();
  const lines = [81, 111].map((id) => JSON.stringify(fastchatAnswer(id, 'm-one', ['ä', 'b'])));
  await data.write('model_answer/m-one.jsonl', `\ufeff${lines.join('\r\n\r\n')}`);
  const { files, warnings } = await readFastchat(data.path, options);
  expect(files).toContainEqual(expect.objectContaining({ holds: '2 answers of m-one' }));
  expect(warnings).toEqual([]);
});

test.each(['judge_prompts.jsonl', 'question.jsonl', 'reference_answer/gpt-4.jsonl'])(
  '`readFastchat()` refuses a torn %s',
  async (name) => {
    const data = await openSource();
    await data.write(name, (await data.read(name)).trimEnd().slice(0, -5));
    await expect(targets(data)).rejects.toThrow(/:\d+: the last line is cut off/);
  },
);

describe.skipIf(!existsSync(sharedData))('the release (skipped where the shared records are absent)', () => {
  test('the address of the official release is the pinned one', () => {
    const readme = readFileSync(join(sharedData, 'README.md'), 'utf8');
    const commit = /[0-9a-f]{40}(?![0-9a-f])/.exec(readme)?.[0];
    expect(officialRelease).toBe(
      `https://raw.githubusercontent.com/lm-sys/FastChat/${commit}/fastchat/llm_judge/data`,
    );
  });
});
