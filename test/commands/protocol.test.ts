/** `run --protocol` as a process: an evaluation from one file; refused where flags or data contradict it; resumed. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProtocol } from '../../src/store/bench/suite-file.ts';
import { type RunOptions, repository, run } from '../support/cli.ts';
import { keys, linesOf, openScene, type Scene, type SceneOptions } from '../support/scene.ts';

const korean = '항구의 아침은 조용하고 배들이 하나씩 먼바다로 나갑니다.';
const english = 'The harbour is quiet in the morning, and the boats leave for the open sea one by one.';

const paper = 'references: [{ title: A paper, url: "https://example.org/paper" }]\n';
const single = `title: Own\nmeasures: Own.\nbench: small\njudge_prompts: default\njudges: [openai/j]\n${paper}`;

async function open(options: SceneOptions = {}): Promise<Scene & { protocol: Protocol }> {
  const reply: SceneOptions['reply'] = ({ prompt, model }) => {
    if (model === 'j')
      return prompt.includes('[[A]]') ? 'Both say it.\n\n[[A]]' : 'It does.\n\nRating: [[9]]';
    return prompt.includes('question 3') ? english : korean;
  };
  const scene = await openScene({ reply, ...options });
  await scene.data.write('protocols/own.yaml', single);
  const protocol: Protocol = (name, args, rest = {}) =>
    run('mt-judge', ['run', '--protocol', name, '--data-dir', scene.data.path, ...args], {
      ...rest,
      cwd: scene.data.path,
      env: { ...keys, OPENAI_BASE_URL: `${scene.server.url}/v1`, ...rest.env },
    });
  return { ...scene, protocol };
}

type Protocol = (name: string, args: readonly string[], options?: RunOptions) => ReturnType<typeof run>;

test('a protocol names bench, prompts, mode and judge; the results and `next:` follow it, and it resumes', async () => {
  const { protocol, data, server } = await open();
  const { code, stdout, stderr } = await protocol('own', ['--model', 'openai/m']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain('bench small, mode single, judge j');
  expect(await data.records('judgments/small/j_single.jsonl')).toHaveLength(8);
  expect(stderr).toMatch(/^next: .*show-results --judge-prompts default --by category --bench small/m);
  server.requests.length = 0;
  expect((await protocol('own', ['--model', 'openai/m'])).stderr).toContain('0 judgments written, 8 kept');
  expect(server.requests).toHaveLength(0);
});

test('a run that was killed goes on with the same command', async () => {
  const { protocol, data, server } = await open({ latencyMs: 100 });
  const killed = await protocol('own', ['--model', 'openai/m', '-j', '1'], {
    onStart: (child) => {
      const timer = setInterval(() => {
        if (server.requests.length < 4) return;
        clearInterval(timer);
        child.kill('SIGKILL');
      }, 10);
    },
  });
  expect(killed.signal).toBe('SIGKILL');
  expect((await protocol('own', ['--model', 'openai/m'])).code).toBe(0);
  expect(await data.records('judgments/small/j_single.jsonl')).toHaveLength(8);
});

test('pairwise, with another file and a baseline', async () => {
  const { protocol, data } = await open();
  await data.write(
    'mine.yaml',
    `title: P\nmeasures: P.\nbench: small\nmode: pairwise-baseline\nbaseline: m\nscoring: win-rate\n${paper}`,
  );
  await protocol('own', ['--model', 'openai/m', '--quiet']);
  const { code, stdout, stderr } = await protocol('mine.yaml', [
    '--model',
    'openai/n',
    '--judge',
    'openai/j',
    '--model-list',
    'm',
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain('mode pairwise-baseline');
  expect(await data.records('judgments/small/j_pair.jsonl')).toHaveLength(8);
});

test('the control "language" checks the answers and shows the penalised figure', async () => {
  const { protocol, data } = await open();
  await data.write('questions/small.yaml', 'title: Korean\nlanguage: ko\n');
  await data.write('protocols/ko.yaml', `${single}controls: [language]\n`);
  const { code, stdout, stderr } = await protocol('ko', ['--model', 'openai/m']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain('mean language-penalised score');
  expect(stdout).toContain('by language:ko@1: m 2');
  expect(stdout).toContain('7.50');
  expect(stderr).toContain('--language-penalty --by category');
});

test('figures of Arena-Hard, of one category, against a baseline on disk', async () => {
  const reply: SceneOptions['reply'] = ({ model }) => (model === 'j' ? 'Much better.\n\n[[A>>B]]' : english);
  const { protocol, data } = await open({ reply });
  const hard = `mode: pairwise-baseline\nbaseline: m\njudge_prompts: arena-hard\nscoring: arena-hard\ncategories: [writing]\n`;
  const turns = [1, 2].map((id) => ({
    question_id: id,
    category: id === 1 ? 'writing' : 'math',
    turns: ['Why?'],
  }));
  await data.write('questions/small.jsonl', turns);
  await data.write(
    'protocols/hard.yaml',
    `title: H\nmeasures: H.\nbench: small\njudges: [openai/j]\n${hard}${paper}`,
  );
  await data.write(
    'protocols/first.yaml',
    `title: F\nmeasures: F.\nbench: small\njudges: [openai/j]\n${paper}`,
  );
  expect((await protocol('first', ['--model', 'openai/m', '--quiet'])).code).toBe(0);
  const { code, stdout, stderr } = await protocol('hard', ['--model', 'openai/n']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await data.records('judgments/small/j.arena-hard_pair.jsonl')).toHaveLength(1);
  expect(stdout).toMatch(/^n .*50\.0/m);
  expect(stderr).toContain('--compat arena-hard');
  const other = await protocol('hard', ['--model', 'openai/n', '--category', 'math']);
  expect(other.stderr).toContain('for --category: leave one of them out');
});

test('flags that a protocol has decided on are refused; another judge is a note', async () => {
  const { protocol, data, server } = await open();
  const { code, stderr } = await protocol('own', ['--model', 'openai/m', '--bench', 'mt80']);
  expect(code).toBe(2);
  expect(stderr).toContain('--protocol own has "small" for --bench: leave one of them out');
  const mode = await protocol('own', ['--model', 'openai/m', '--mode', 'pairwise-all']);
  expect(mode.stderr).toContain('has "single" for --mode');
  expect(server.requests).toHaveLength(0);
  const other = await protocol('own', ['--model', 'openai/m', '--judge', 'offline/judge', '--first-n', '1']);
  expect(other.code).toBe(0);
  expect(other.stderr).toContain(
    'note: the protocol is judged by openai/j; by other judges its figures are others',
  );
  expect(await data.records('judgments/small/judge_single.jsonl')).toHaveLength(2);
});

test('what a protocol lacks is one line: its data, its name, a field that there is not', async () => {
  const { protocol, data } = await open();
  const bench = await protocol('gsm8k', ['--model', 'openai/m']);
  expect(bench.code).toBe(2);
  expect(linesOf(bench.stderr)).toEqual([
    `mt-judge: the protocol gsm8k lacks the bench gsm8k: mt-judge import gsm8k, with --data-dir ${data.path}`,
  ]);
  const name = await protocol('nothing', ['--model', 'openai/m']);
  expect(name.stderr).toContain('cannot find the protocol nothing: give a file, or one of alpaca-eval-2,');
  expect(name.stderr).toContain('own');
  await data.write('protocols/own.yaml', `${single}judge_prompt: strict\n`);
  const field = await protocol('own', ['--model', 'openai/m']);
  expect(field).toMatchObject({ code: 2 });
  expect(field.stderr).toContain('own.yaml:7: the file: has no field "judge_prompt"');
  const checked = await run('mt-judge', ['validate', data.path]);
  expect(checked.code).toBe(2);
  expect(checked.stdout).toContain('own.yaml:7: the file: has no field');
  expect(checked.stdout).toContain('protocol: 1 file');
});

const shipped = readdirSync(join(repository, 'protocols')).map((name) => name.replace('.yaml', ''));

test.each(shipped)('%s can be loaded by its name, and docs/protocols.md has a row for it', async (name) => {
  const { readFile } = await import('node:fs/promises');
  const { references } = await loadProtocol(name, '.');
  expect(references.length).toBeGreaterThan(0);
  expect(await readFile(join(repository, 'docs', 'protocols.md'), 'utf8')).toContain(`| \`${name}\` |`);
});

test('mt-bench runs from the package alone; its dry run counts the calls', async () => {
  const { protocol } = await open();
  const args = ['--model', 'offline/terse', '--judge', 'offline/judge', '--dry-run'];
  const { code, stdout } = await protocol('mt-bench', args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/160/);
});
