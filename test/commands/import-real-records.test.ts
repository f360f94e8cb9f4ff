/** The real FastChat records through `import`, and on through the other commands: nothing is judged again. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Match } from '../../src/judges/match.ts';
import { checkJudgePrompts } from '../../src/judges/model/check-prompts.ts';
import { choosePrompt, fillPrompt } from '../../src/judges/model/prompt.ts';
import { type JudgePromptSet, judgePromptSetSchema } from '../../src/records/judge-prompt.ts';
import type { Question } from '../../src/records/question.ts';
import { loadQuestions } from '../../src/store/bench/questions.ts';
import { readYaml } from '../../src/store/bench/yaml-file.ts';
import { type DataDir, makeDataDir, type Run, run, sharedData } from '../support/cli.ts';
import { startLoopback } from '../support/loopback.ts';

const fastchat = join(sharedData, 'fastchat');
const describeReal = describe.skipIf(!existsSync(fastchat));
const judged = ['ultrachat_baseline', 'ultrachat_cai', 'ultrachat_sai'];

let data: DataDir;
let imported: Run;

beforeAll(async () => {
  data = makeDataDir();
  if (existsSync(fastchat)) imported = await run('mt-judge', ['import', 'fastchat', fastchat, ...here()]);
});

afterAll(() => data.remove());

function here(): string[] {
  return ['--bench', 'mt_bench', '--data-dir', data.path];
}

interface Imported {
  questions: Map<unknown, Question>;
  prompts: JudgePromptSet;
  /** A model's answers to the turns of a question up to `turn`. */
  answersOf: (model: string, question: unknown, turn: number) => Promise<string[]>;
}

async function readImported(): Promise<Imported> {
  const questions = await loadQuestions(join(data.path, 'questions', 'mt_bench.jsonl'));
  const file = join(data.path, 'judge-prompts', 'fastchat.yaml');
  const prompts = { name: 'fastchat', ...(await readYaml(file, judgePromptSetSchema)) };
  checkJudgePrompts(prompts, file);
  const known = new Map<string, { question_id: unknown; choices: { turns: string[] }[] }[]>();
  return {
    questions: new Map(questions.map((question) => [question.question_id, question])),
    prompts,
    answersOf: async (model, question, turn) => {
      const answers = known.get(model) ?? (await data.records(`answers/mt_bench/${model}.jsonl`));
      known.set(model, answers);
      const found = answers.find(({ question_id }) => question_id === question);
      return found?.choices[0]?.turns.slice(0, turn) ?? [];
    },
  };
}

function questionOf({ questions }: Imported, id: unknown): Question {
  const question = questions.get(id);
  if (!question) throw new Error(`question ${id} was not imported`);
  return question;
}

function asked({ prompts }: Imported, match: Match): [string, string] {
  const { name, user } = fillPrompt(choosePrompt(prompts, match), match);
  return [name, user];
}

describeReal('imported prompts, filled (skipped where the shared records are absent)', () => {
  test('every `user_prompt` of the 480 single judgments is filled to the byte', async () => {
    const all = await readImported();
    const rows = await data.records('judgments/mt_bench/gpt-4_single.jsonl');
    expect(rows).toHaveLength(480);
    for (const { question_id, model, turn, judge, user_prompt } of rows) {
      const question = questionOf(all, question_id);
      const answers = await all.answersOf(model, question_id, turn);
      const match: Match = { type: 'single', question, turn, model, choice: 0, repeat: 0, answers };
      expect(asked(all, match)).toEqual([judge[1], user_prompt]);
    }
  });

  test('every `g1_user_prompt` and `g2_user_prompt` of the 75 pair judgments is filled to the byte', async () => {
    const all = await readImported();
    const rows = await data.records('judgments/mt_bench/gpt-4_pair.jsonl');
    expect(rows).toHaveLength(75);
    for (const { question_id, model_1, model_2, turn, judge, g1_user_prompt, g2_user_prompt } of rows) {
      const question = questionOf(all, question_id);
      const first = await all.answersOf(model_1, question_id, turn);
      const second = await all.answersOf(model_2, question_id, turn);
      const game = { type: 'pairwise', question, turn, model_1, model_2, choice: 0, repeat: 0 } as const;
      expect(asked(all, { ...game, answersA: first, answersB: second })).toEqual([judge[1], g1_user_prompt]);
      expect(asked(all, { ...game, answersA: second, answersB: first })).toEqual([judge[1], g2_user_prompt]);
    }
  });
});

describeReal('imported records in the commands (skipped where the shared records are absent)', () => {
  test('`import` counts what the folder holds', () => {
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toMatch(/: 80 questions, 30 with a reference \(written\)/);
    expect(imported.stdout).toMatch(/: 8 judge prompts \(written\)/);
    expect(imported.stdout.match(/: 80 answers of \S+ \(written\)/g)).toHaveLength(10);
    // This file's records carry another name than the file, which is the one that counts in FastChat.
    expect(imported.stdout).toMatch(/vicuna-13b-v1\.3\.jsonl: 80 answers of vicuna-13b-v1\.3 /);
    expect(imported.stdout).toMatch(/: 480 single judgments by gpt-4 \(written\)/);
    expect(imported.stdout).toMatch(/: 75 pair judgments by gpt-4 \(written\)/);
  });

  test('`gen-judgment` finds all 480 imported judgments valid and asks nothing', async () => {
    const server = await startLoopback();
    const file = join(data.path, 'judgments/mt_bench/gpt-4_single.jsonl');
    const before = await readFile(file, 'utf8');
    const flags = [
      '--judge',
      'openai/gpt-4',
      '--base-url',
      `${server.url}/v1`,
      '--judge-prompts',
      'fastchat',
    ];
    const done = await run('gen-judgment', [...here(), ...flags, '--model-list', ...judged], {
      env: { OPENAI_API_KEY: 'sk-test' },
    }).finally(server.close);
    expect(done.code).toBe(0);
    expect(done.stderr).toMatch(/gpt-4: 0 judgments written, 480 kept/);
    expect(server.requests).toHaveLength(0);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('`show-results --compat fastchat` prints the figures that FastChat prints', async () => {
    const { code, stdout } = await run('show-results', [...here(), '--compat', 'fastchat']);
    expect(code).toBe(0);
    const figures = stdout.split('\n').map((line) => line.trim().split(/\s+/).join(' '));
    expect(figures.filter((line) => line.startsWith('ultrachat'))).toEqual([
      ...['ultrachat_sai 1 7.1500', 'ultrachat_cai 1 7.1000', 'ultrachat_baseline 1 6.7625'],
      ...['ultrachat_sai 2 6.200', 'ultrachat_baseline 2 6.025', 'ultrachat_cai 2 5.925'],
      ...['ultrachat_sai 6.67500', 'ultrachat_cai 6.51250', 'ultrachat_baseline 6.39375'],
    ]);
  });
});
