/** The script of examples/team: a team's whole path against a server on loopback, from an empty folder to a missed gate. */

import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { examples, openShell, readExample } from '../support/examples.ts';
import { startLoopback } from '../support/loopback.ts';

const gh = '#!/bin/sh\necho "$@" > gh.txt\n';

async function openTeam() {
  const ratings = { now: 8 };
  const server = await startLoopback({
    reply: ({ prompt }) =>
      /\[\[(?:rating|number)\]\]/.test(prompt)
        ? `It answers the question.\n\nRating: [[${ratings.now}]]`
        : 'A short answer.',
  });
  onTestFinished(() => server.close());
  const shell = await openShell({ gh });
  const env = {
    ...{ ENDPOINT: 'lab', BASE_URL: `${server.url}/v1`, LAB_API_KEY: 'sk-test-lab' },
    ...{ MODEL: 'tuned-8b', JUDGE: 'strict' },
  };
  const evaluate = (more: Record<string, string> = {}) =>
    shell.bash(join(examples, 'team', 'evaluate.sh'), { ...env, ...more });
  const read = (name: string) => readFile(join(shell.folder, name), 'utf8');
  return { ratings, server, shell, evaluate, read };
}

test('from an empty folder to a report: init, run, gate, comment', async () => {
  const { server, shell, evaluate, read } = await openTeam();
  const ran = await evaluate({ PULL_REQUEST: '7' });
  expect(ran.code, ran.stderr).toBe(0);
  expect(await read('models.yaml')).toContain('model: tuned-8b');
  // Two questions of two turns, and a judge on each answer.
  expect(server.answered).toHaveLength(8);
  expect(await read('gh.txt')).toBe(
    'pr comment 7 --edit-last --create-if-none --body-file evaluation/comment.md\n',
  );
  expect(await read('evaluation/comment.md')).toMatch(/\| tuned-8b\b.*\| met \|/);
  expect(JSON.parse(await read('evaluation/results.json')).models[0].average.score).toBe(8);
  expect(await read('evaluation/report.html')).toContain('<!doctype html>');
  await expect(access(join(shell.folder, 'evaluation/results.new.json'))).rejects.toThrow('ENOENT');
  expect(ran.stdout + ran.stderr).not.toContain('sk-test-lab');
});

test('run again it asks for nothing, and is compared with the stored run', async () => {
  const { server, evaluate, read } = await openTeam();
  expect((await evaluate()).code).toBe(0);
  const asked = server.answered.length;
  const again = await evaluate();
  expect([again.code, server.answered.length]).toEqual([0, asked]);
  expect(await read('evaluation/comment.md')).toContain('drop up to 0.5');
});

test('a run that has fallen misses the gate, and says so in the comment', async () => {
  const { ratings, shell, evaluate, read } = await openTeam();
  expect((await evaluate()).code).toBe(0);
  ratings.now = 5;
  await shell.bash('rm -r judgments .cache');
  const fallen = await evaluate();
  expect(fallen.code, fallen.stderr).toBe(1);
  expect(await read('evaluation/comment.md')).toMatch(/drop up to 0\.5 \| missed \|/);
  expect(JSON.parse(await read('evaluation/results.json')).models[0].average.score).toBe(8);
  expect(JSON.parse(await read('evaluation/results.new.json')).models[0].average.score).toBe(5);
});

test('without a model it ends before it does anything, and says which variable is missing', async () => {
  const { evaluate, server } = await openTeam();
  const ended = await evaluate({ MODEL: '' });
  expect(ended.code).not.toBe(0);
  expect(ended.stderr).toContain('MODEL: the model to evaluate');
  expect(server.requests).toEqual([]);
});

test('the README names every file that the script leaves', async () => {
  const [script, readme] = await Promise.all([
    readExample('team/evaluate.sh'),
    readExample('team/README.md'),
  ]);
  for (const [file] of script.matchAll(/evaluation\/[\w.]+/g)) {
    expect(readme).toContain(file.replace('evaluation/results.new.json', 'results.new.json'));
  }
});
