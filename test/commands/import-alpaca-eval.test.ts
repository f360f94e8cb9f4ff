/** `import alpaca-eval` as a process: from a hub on loopback, from a leaderboard's folder, and the published figures. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { meanAbsoluteDifference, spearman } from '../../src/stats/correlation.ts';
import { gamedWinRate } from '../../src/stats/protocols/gamed-length-control.ts';
import { makeDataDir, run, sharedData } from '../support/cli.ts';
import { type HubOptions, startHub } from '../support/hub.ts';

const real = join(sharedData, 'alpaca_eval');

const instructions = Array.from({ length: 6 }, (_, index) => `Say ${index % 5}.`);
const baseline = instructions.map((instruction, index) => ({
  ...{ dataset: index < 3 ? 'koala' : 'vicuna', instruction },
  ...{ output: 'It is so.'.repeat(index + 1), generator: 'gpt4_1106_preview' },
}));
const preferences = [2, 1.25, 0, 1.5, 1.75, 1];
const annotations = instructions.map((instruction, index) => ({
  instruction,
  ...{ output_1: baseline[index]?.output, generator_1: 'gpt4_1106_preview' },
  ...{ output_2: `${'no '.repeat(2 * index)}é𝄞`, generator_2: 'mine' },
  ...{ annotator: 'weighted_alpaca_eval_gpt4_turbo', preference: preferences[index] },
}));
/** Two gamed baselines: long answers lose, hard instructions are lost. */
const gamed = ['short', 'long'].flatMap((model, way) =>
  instructions.map((_, index) => {
    const delta = way === 0 ? 0.4 + 0.1 * index : -0.3 - 0.2 * index;
    return [
      model,
      index,
      (0.15 + 0.1 * index + 0.05 * way).toFixed(2),
      delta.toFixed(2),
      (index - 2.5).toFixed(1),
      'False',
    ];
  }),
);
const gamedCsv = [
  'model,index,preference,std_delta_len,instruction_difficulty,not_gamed_baseline',
  ...gamed.map((row) => row.join(',')),
].join('\n');

async function openImport(options: Partial<HubOptions> = {}) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const files = { 'alpaca_eval_gpt4_baseline.json': JSON.stringify(baseline), 'df_gamed.csv': gamedCsv };
  const hub = await startHub({ files, ...options });
  const at = (args: readonly string[]) =>
    run('mt-judge', args, { cwd: data.path, env: { HF_ENDPOINT: hub.url } });
  const show = async (...more: string[]) => {
    const { stdout, stderr, code } = await at([
      'show-results',
      '--bench',
      'alpaca_eval',
      '--compat',
      'alpaca-eval',
      '--format',
      'json',
      ...more,
    ]);
    expect(stderr).not.toContain('bug');
    expect(code).toBe(0);
    return JSON.parse(stdout);
  };
  return { data, hub, show, load: (...args: string[]) => at(['import', 'alpaca-eval', ...args]) };
}

test('`import alpaca-eval` brings instructions, the baseline’s outputs and the gamed baselines, and pins what it got', async () => {
  const { data, load, hub } = await openImport();
  const { code, stdout } = await load();
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'questions/alpaca_eval.jsonl: 6 questions (written)',
    'questions/alpaca_eval.yaml: how they are asked: generate (written)',
    'answers/alpaca_eval/gpt4_1106_preview.jsonl: 6 answers (written)',
    'questions/gamed/alpaca_eval.jsonl: 12 rows of gamed baselines (written)',
    'next: gen-answers --model openai/gpt-4.1-mini --bench alpaca_eval',
    'next: gen-judgment --judge-prompts alpaca-eval --mode pairwise-baseline --baseline gpt4_1106_preview --judge openai/gpt-4.1 --bench alpaca_eval',
    '',
  ]);
  const [question] = await data.records('questions/alpaca_eval.jsonl');
  expect(question).toEqual({ question_id: 0, category: 'koala', turns: ['Say 0.'] });
  expect((await load()).stdout.match(/\(unchanged\)/g)).toHaveLength(4);
  expect(hub.seen).toHaveLength(2);
  // Another file under the same name is not what the bench was made of.
  await data.write('.cache/hub/tatsu-lab/alpaca_eval/main/alpaca_eval_gpt4_baseline.json', '[]');
  const files = hub.seen.length;
  expect((await load()).code).toBe(0);
  expect(hub.seen).toHaveLength(files + 1);
});

/** The folder of a leaderboard with one entry, imported. */
async function importEntry() {
  const scene = await openImport();
  await scene.load();
  const outputs = annotations.map(({ instruction, output_2 }) => ({
    ...{ instruction, output: output_2, generator: 'mine' },
  }));
  const other = { ...annotations[0], annotator: 'alpaca_eval_gpt4' };
  const entry = 'lb/results/mine';
  await scene.data.write(`${entry}/model_outputs.json`, JSON.stringify(outputs));
  await scene.data.write(`${entry}/weighted/annotations.json`, JSON.stringify([...annotations, other]));
  return { ...scene, imported: await scene.load('--from', 'lb') };
}

test('outputs and annotations of a leaderboard’s folder are answers and judgments', async () => {
  const { data, imported } = await importEntry();
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.stdout.split('\n')).toEqual([
    'answers/alpaca_eval/mine.jsonl: 6 answers (written)',
    'judgments/alpaca_eval/weighted_alpaca_eval_gpt4_turbo_pair.jsonl: 6 judgments (written)',
    'next: show-results --compat alpaca-eval --baseline gpt4_1106_preview --bench alpaca_eval',
    '',
  ]);
  expect(imported.stderr).toContain(
    'note: 1 annotation of other annotators than weighted_alpaca_eval_gpt4_turbo left out (--judge)',
  );
  const answers = await data.records('answers/alpaca_eval/mine.jsonl');
  // The first and the last instruction are the same text: they are two, in the order of the file.
  expect(answers.map(({ question_id }) => question_id)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('`--compat alpaca-eval` draws the GLM towards the gamed baselines where they are on disk', async () => {
  const { show } = await importEntry();
  const { models, length_control } = await show('--baseline', 'gpt4_1106_preview');
  expect(length_control).toBe('df_gamed');
  const [row] = models;
  const counts = { n_wins: 2, n_wins_base: 2, n_draws: 2, n_total: 6, avg_length: 17 };
  expect(row).toMatchObject({ model: 'mine', ...counts });
  expect(row.win_rate).toBeCloseTo(50, 10);
  expect(row.standard_error).toBeCloseTo((100 * Math.sqrt(0.625 / 5)) / Math.sqrt(6), 10);
  const gamedRows = gamed.map(([, index, preference, delta, hard]) => ({
    ...{ index: Number(index), preference: Number(preference) },
    ...{ std_delta_len: Number(delta), instruction_difficulty: Number(hard) },
  }));
  const fit = gamedWinRate(
    {
      index: [0, 1, 2, 3, 4, 5],
      preference: preferences.map((each) => (each === 0 ? 0.5 : each - 1)),
      difference: annotations.map(({ output_1 = '', output_2 }) => output_1.length - [...output_2].length),
    },
    gamedRows,
  );
  expect(row.length_controlled_winrate).toBeCloseTo(100 * (fit?.winRate ?? 0), 10);
  expect(row.lc_standard_error).toBeCloseTo(100 * (fit?.standardError ?? 0), 10);
});

test('annotations that do not say whose output comes first, or no preference, are refused by line', async () => {
  const { data, load } = await openImport();
  const lines = (change: object) =>
    annotations.map((row, index) => (index === 3 ? { ...row, ...change } : row));
  const refused = async (change: object) => {
    await data.write('annotations.jsonl', lines(change));
    const { code, stderr } = await load('--from', 'annotations.jsonl');
    expect(code).toBe(2);
    return stderr;
  };
  await load();
  expect(await refused({ generator_1: undefined })).toBe(
    'mt-judge: cannot import annotations.jsonl:4: generator_1 must say whose output comes first, not nothing\n',
  );
  expect(await refused({ generator_2: 7 })).toContain(
    'annotations.jsonl:4: generator_2 must say whose output comes second, not 7',
  );
  expect(await refused({ preference: 3 })).toContain(
    'annotations.jsonl:4: preference must be a number from 1 to 2',
  );
  expect(await refused({ generator_1: 'x' })).toContain(
    "annotations.jsonl:4: neither output is the baseline's (gpt4_1106_preview)",
  );
  expect(await refused({ instruction: 'Say 9.' })).toContain(
    'annotations.jsonl:4: its instruction is none of the bench',
  );
  await data.write('annotations.jsonl', lines({ preference: null }));
  const { code, stderr } = await load('--from', 'annotations.jsonl');
  expect(code).toBe(0);
  expect(stderr).toContain('note: 1 annotation without a preference: kept as errors');
});

test('annotations before the instructions are known say what to import first', async () => {
  const { data, load } = await openImport();
  await data.write('annotations.jsonl', annotations);
  const { code, stderr } = await load('--from', 'annotations.jsonl');
  expect(code).toBe(2);
  expect(stderr).toContain('the instructions are not known yet: import them first (without --from)');
});

test('a hub without df_gamed.csv brings the rest, and says what is missing', async () => {
  const { load } = await openImport({
    files: { 'alpaca_eval_gpt4_baseline.json': JSON.stringify(baseline) },
  });
  const { code, stdout, stderr } = await load('--max-retries', '0');
  expect(code).toBe(0);
  expect(stdout).toContain('6 questions');
  expect(stderr).toContain(
    'note: without df_gamed.csv length control is not drawn towards the gamed baselines',
  );
});

test.skipIf(!existsSync(real))(
  'the 31 published figures of AlpacaEval 2: win rates, errors and counts exact, length-controlled within 1.5 points',
  async () => {
    const { load, show } = await openImport();
    expect((await load('--from', join(real, 'annotations.jsonl'))).code).toBe(0);
    const { models } = await show();
    const [head = '', ...lines] = readFileSync(join(real, 'published.csv'), 'utf8').trim().split(/\r?\n/);
    const names = head.split(',');
    const published = lines.map(
      (line) => new Map(line.split(',').map((cell, at) => [names[at] ?? '', cell])),
    );
    expect(models).toHaveLength(31);
    const pairs = published.map((row) => {
      const ours = models.find(({ model }: { model: string }) => model === row.get('model'));
      for (const name of ['n_wins', 'n_wins_base', 'n_draws', 'n_total', 'avg_length'])
        expect([row.get('model'), name, ours[name]]).toEqual([row.get('model'), name, Number(row.get(name))]);
      for (const name of ['win_rate', 'standard_error', 'discrete_win_rate'])
        expect(ours[name]).toBeCloseTo(Number(row.get(name)), 8);
      return [ours.length_controlled_winrate, Number(row.get('length_controlled_winrate'))] as const;
    });
    const [ours, theirs] = [pairs.map(([each]) => each), pairs.map(([, each]) => each)];
    expect(meanAbsoluteDifference(ours, theirs)).toBeLessThan(0.5);
    expect(spearman(ours, theirs)).toBeGreaterThan(0.99);
  },
);
