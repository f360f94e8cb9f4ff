/** What every script and every README under `examples/` says to type. */

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../support/cli.ts';
import { listExamples, parseFaults, readExample } from '../support/examples.ts';

const folders = ['kubernetes', 'slurm', 'github-actions', 'team'];
const helps = new Map<string, Promise<string>>();

/** The flags of a command, as its own help has them. */
async function flagsOf(command: string): Promise<string[]> {
  const help = helps.get(command) ?? run('mt-judge', [command, '--help']).then(({ stdout }) => stdout);
  helps.set(command, help);
  return (await help).match(/--[a-z][a-z-]*/g) ?? [];
}

test.each(folders)('every `mt-judge` command and flag in examples/%s exists', async (folder) => {
  let seen = 0;
  for (const path of await listExamples(folder)) {
    const text = (await readExample(path)).replaceAll('\\\n', ' ');
    for (const [, command = '', rest = ''] of text.matchAll(
      /\bmt-judge (gen-\w+|show-\w+|merge|init|run|validate)\b([^\n|;]*)/g,
    )) {
      const flags = await flagsOf(command);
      expect(flags).toContain('--data-dir');
      for (const flag of rest.match(/--[a-z][a-z-]*/g) ?? [])
        expect(flags, `${path}: ${command}`).toContain(flag);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThanOrEqual(4);
});

test('every script and every `run` under examples/ parses', async () => {
  const scripts: string[] = [];
  for (const path of (await Promise.all(folders.map(listExamples))).flat()) {
    const text = await readExample(path);
    if (/\.(?:sh|sbatch)$/.test(path)) scripts.push(text);
    if (path.endsWith('README.md'))
      scripts.push(...[...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block));
    if (path.endsWith('.yml') && path.startsWith('github-actions')) {
      const jobs: { steps: { run?: string }[] }[] = Object.values(parse(text).jobs);
      scripts.push(...jobs.flatMap(({ steps }) => steps.flatMap((step) => step.run ?? [])));
    }
  }
  expect(scripts.length).toBeGreaterThan(10);
  for (const script of scripts) expect(await parseFaults(script)).toBe('');
  expect(await parseFaults('if true; then')).toMatch(/syntax error/);
});

test('no example holds a key, and every key is a reference', async () => {
  for (const path of (await Promise.all(folders.map(listExamples))).flat()) {
    const text = await readExample(path);
    expect(text).not.toMatch(/\bsk-[A-Za-z0-9]/);
    for (const [line] of text.matchAll(/^.*\bOPENAI_API_KEY=.*$/gm))
      expect(line).toMatch(/=(?:…|"\$OPENAI_API_KEY")/);
  }
});
