/** `mt-judge view --filter`: pages and pairs are of the selected questions alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataDir, run } from '../support/cli.ts';
import { arenaFolder, askJson, startViewer, until } from './viewer.ts';

let data: DataDir;

beforeAll(async () => {
  data = await arenaFolder(['single']);
});
afterAll(() => data?.remove());

interface Overview {
  questions: { key: string; category: string }[];
}

test('the overview and the arena show the selected questions', async () => {
  const { port } = await startViewer(data.path, ['--filter', 'category=math']);
  const overview = await until(
    () => askJson<Overview>(port, '/api/overview'),
    ({ questions }) => questions.length > 0,
  );
  expect(overview.questions.map(({ key }) => key)).toEqual(['2', '4']);
  const { pair } = await askJson<{ pair: { category: string } }>(port, '/api/pair?voter=a&tab=t');
  expect(pair.category).toBe('math');
});

test('a key that no question has ends it before it listens', async () => {
  const { code, stderr } = await run('mt-judge', [
    ...['view', '--bench', 'small', '--data-dir', data.path, '--filter', 'level=3'],
  ]);
  expect([code, stderr]).toEqual([
    2,
    'mt-judge: unknown key "level" (--filter): the questions have question_id, category\n',
  ]);
});
