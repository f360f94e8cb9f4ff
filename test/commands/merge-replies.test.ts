/** `mt-judge merge` of cached replies, and of the real records beside the checkout. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../src/client/cache.ts';
import { makeDataDir, sharedData } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';
import { merge } from '../support/shards.ts';

const key = {
  ...{ endpoint: 'openai', base_url: undefined, model: 'm', parameters: {}, repeat: 0, attempt: 0 },
  messages: [{ role: 'user', content: 'Why?' }],
};
const replyOf = (text: string) => ({
  text,
  call: {
    sent: { endpoint: 'openai', model: 'm', parameters: {} },
    ...{ finish_reason: 'stop' as const, latency_ms: 1, attempts: 1 },
  },
});

function openFolders() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  return { data, folder: (name: string) => join(data.path, name) };
}

test('`merge` refuses caches that contradict each other, and says how to do without', async () => {
  const { folder } = openFolders();
  await openCache(join(folder('a'), '.cache')).write(key, replyOf('one'));
  await openCache(join(folder('b'), '.cache')).write(key, replyOf('another'));
  const refused = await merge([folder('a'), folder('b')], folder('t'));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^mt-judge: nothing is merged: .* hold different replies .*: merge without .*\(--no-cache\)\n$/,
  );
  expect(existsSync(folder('t'))).toBe(false);
  expect((await merge([folder('a'), folder('b')], folder('t'), '--no-cache')).code).toBe(0);
  expect(existsSync(join(folder('t'), '.cache'))).toBe(false);
  const one = await merge([folder('a')], folder('t'));
  expect(linesOf(one.stdout)).toEqual([`${folder('t')}/.cache: 1 cached replies added`]);
  expect((await openCache(join(folder('t'), '.cache')).read(key))?.text).toBe('one');
});

const votes = ['gpt4_pair', 'human']
  .map((name) => join(sharedData, 'human', `${name}.jsonl`))
  .find((file) => existsSync(file));

test.skipIf(votes === undefined)(
  '`merge` of real votes in two overlapping halves is the whole, to the line',
  async () => {
    const { data, folder } = openFolders();
    const lines = linesOf(await readFile(votes ?? '', 'utf8'));
    const third = Math.floor(lines.length / 3);
    const path = 'judgments/mt_bench/human_gpt4_pair.jsonl';
    await data.write(`a/${path}`, `${lines.slice(0, 2 * third).join('\n')}\n`);
    await data.write(`b/${path}`, `${lines.slice(third).join('\n')}\n`);
    expect((await merge([folder('a'), folder('b')], folder('t'))).code).toBe(0);
    const merged = linesOf(await data.read(`t/${path}`));
    // A vote of one voter twice on one pair would count from the start of each half.
    expect(merged.toSorted()).toEqual([...new Set(lines)].toSorted());
  },
);
