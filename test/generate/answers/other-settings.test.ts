import { expect, test } from 'vitest';
import { linesOf, openScene } from '../../support/scene.ts';

test('answers that were asked for with another temperature are kept, and that is told', async () => {
  const scene = await openScene();
  await scene.answers(['--temperature', '0.7', '--first-n', '3']);
  const again = await scene.answers(['--temperature', '0.2', '--max-tokens', '50', '--first-n', '4']);
  expect(again.code).toBe(0);
  expect(linesOf(again.stderr)).toEqual(
    expect.arrayContaining([
      'm: 3 kept answers were asked for without --temperature 0.2: --overwrite asks again',
      'm: 3 kept answers were asked for without --max-tokens 50: --overwrite asks again',
    ]),
  );
  expect((await scene.answers(['--temperature', '0.7', '--first-n', '3'])).stderr).not.toContain('asked for');
  expect((await scene.answers(['--first-n', '4'])).stderr).not.toContain('asked for');
  await scene.answers(['--temperature', '0.2', '--max-tokens', '50', '--overwrite']);
  const same = await scene.answers(['--temperature', '0.2', '--max-tokens', '50']);
  expect(same.stderr).not.toContain('asked for');
});
