/**
 * Arena-Hard-Auto, v0.1 and v2.0: questions, the baselines' answers, judgments, judge prompts in its own words.
 *
 * `question.jsonl`: `{"uid": "…", "category": "hard_prompt", "prompt": "…"}`, in earlier files `{"question_id": "…", "category":
 * "arena-hard-v0.1", "turns": [{"content": "…"}]}`. `model_answer/<model>.jsonl` and `model_judgment/<judge>/<model>.jsonl`:
 * see arena-answers.ts and arena-judgments.ts.
 */

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Answer } from '../../records/answer.ts';
import { type Bench, benchSchema } from '../../records/bench/bench.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import { type Question, questionSchema } from '../../records/question.ts';
import { isFolder } from '../data/find.ts';
import { readRows } from '../data/read.ts';
import { objectsOf, type Row, refuse, textOf } from '../data/row.ts';
import { sha256Of } from '../hub/download.ts';
import { fetchHubFile } from '../hub/hub.ts';
import { renderBench } from '../import/render.ts';
import { recordedSums, type SourceFile } from '../import/sources.ts';
import { arenaAnswer } from './arena-answers.ts';
import { arenaJudgment } from './arena-judgments.ts';
import { arenaPrompts } from './arena-prompts.ts';
import {
  answerFiles,
  counted,
  judgmentFiles,
  knownQuestions,
  type ProtocolFile,
  type ProtocolImport,
  type ProtocolSettings,
  questionFile,
} from './protocol.ts';

interface ArenaRelease {
  /** Of the folder in its data, and the usual name of the bench. */
  name: 'arena-hard-v0.1' | 'arena-hard-v2.0';
  /** The model that the answers to a category are compared with. */
  baselines: Readonly<Record<string, string>>;
}

const hubSet = {
  dataset: 'lmarena-ai/arena-hard-auto',
  revision: 'c75cc2581ae7ac4b66ce5c804c002fe5a7c6339e',
};

const arenaV2: ArenaRelease = {
  name: 'arena-hard-v2.0',
  baselines: {
    hard_prompt: 'o3-mini-2025-01-31',
    coding: 'o3-mini-2025-01-31',
    math: 'o3-mini-2025-01-31',
    creative_writing: 'gemini-2.0-flash-001',
  },
};

const arenaV01: ArenaRelease = {
  name: 'arena-hard-v0.1',
  baselines: { 'arena-hard-v0.1': 'gpt-4-0314' },
};

interface Sources {
  questions: SourceFile | undefined;
  answers: SourceFile[];
  judgments: SourceFile[];
}

/** The same for v0.1. */
export function readArenaHardV01(settings: ProtocolSettings): Promise<ProtocolImport> {
  return readRelease(arenaV01, settings);
}

/** v2.0. Any row that cannot be read as it stands is a UserError that names file, line and value. */
export function readArenaHard(settings: ProtocolSettings): Promise<ProtocolImport> {
  return readRelease(arenaV2, settings);
}

async function readRelease(release: ArenaRelease, settings: ProtocolSettings): Promise<ProtocolImport> {
  const { from } = settings;
  const sources =
    from === undefined ? await fetchSources(release, settings) : await localSources(release, from);
  const questions = sources.questions ? (await readRows(sources.questions.file)).map(toQuestion) : [];
  const known = questions.length > 0 ? questions : await knownQuestions(settings);
  const categoryOf = new Map(known.map(({ question_id, category }) => [String(question_id), category]));
  const answers = await readAnswers(sources.answers);
  const { byJudge, nulls } = await readJudgments(sources.judgments, { release, categoryOf, settings });
  const prompts = from === undefined ? [] : await arenaPrompts(from, { release: release.name, ...settings });
  const files = [
    ...(sources.questions ? questionFiles(questions, sources.questions, { release, settings }) : []),
    ...answerFiles(settings, answers),
    ...judgmentFiles(settings, byJudge),
    ...prompts,
  ];
  if (files.length === 0) {
    throw new UserError(
      `cannot import ${from}: it holds no question.jsonl, model_answer/ or model_judgment/ of ${release.name}`,
    );
  }
  const notes = [
    ...(nulls > 0 ? [`${counted(nulls, 'judgment')} without a verdict in both games: kept as errors`] : []),
    ...(from !== undefined && prompts.length === 0
      ? ['no judge prompts were found next to the data: the set arena-hard has our own words']
      : []),
  ];
  return { files, notes, next: nextSteps(release, { known, judged: byJudge.size > 0, settings }) };
}

/** Categories with one baseline are judged in one command. */
function nextSteps(
  { baselines }: ArenaRelease,
  { known, judged }: { known: readonly Question[]; judged: boolean; settings: ProtocolSettings },
): string[] {
  if (judged) return ['show-results --compat arena-hard'];
  const byBaseline = new Map<string, string[]>();
  for (const category of new Set(known.map((question) => question.category))) {
    const baseline = baselines[category];
    if (baseline !== undefined) byBaseline.set(baseline, [...(byBaseline.get(baseline) ?? []), category]);
  }
  const judge = 'gen-judgment --judge openai/gpt-4.1 --judge-prompts arena-hard --mode pairwise-baseline';
  const all = byBaseline.size < 2;
  return [
    'gen-answers --model openai/gpt-4.1-mini',
    ...Array.from(
      byBaseline,
      ([baseline, categories]) =>
        `${judge} --baseline ${baseline}${all ? '' : ` --category ${categories.join(' ')}`}`,
    ),
  ];
}

async function fetchSources({ name, baselines }: ArenaRelease, settings: ProtocolSettings): Promise<Sources> {
  const expected = await recordedSums(settings);
  const fetched = async (path: string) => {
    const sha256 = expected.get(path);
    return fetchHubFile(hubSet, { path, ...(sha256 ? { sha256 } : {}) }, settings.hub);
  };
  const questions = await fetched(`data/${name}/question.jsonl`);
  const answers: SourceFile[] = [];
  for (const model of new Set(Object.values(baselines)))
    answers.push(await fetched(`data/${name}/model_answer/${model}.jsonl`));
  return { questions, answers, judgments: [] };
}

/** The data of a release in a checkout of the repository, of its data, or alone. */
async function localSources({ name }: ArenaRelease, from: string): Promise<Sources> {
  if (!(await isFolder(from)))
    throw new UserError(
      `cannot import ${from}: give a folder with question.jsonl, model_answer/, model_judgment/`,
    );
  const root = [join(from, 'data', name), join(from, name), from].find(existsSync) ?? from;
  const lines = async (folder: string) => {
    const names = await readdir(join(root, folder)).catch(() => []);
    const files = names.filter((each) => each.endsWith('.jsonl')).sort();
    return Promise.all(files.map((each) => sourceOf(root, `${folder}/${each}`)));
  };
  const judges = await readdir(join(root, 'model_judgment'), { withFileTypes: true }).catch(() => []);
  const judgments: SourceFile[] = [];
  for (const judge of judges)
    if (judge.isDirectory()) judgments.push(...(await lines(`model_judgment/${judge.name}`)));
  const hasQuestions = existsSync(join(root, 'question.jsonl'));
  return {
    questions: hasQuestions ? await sourceOf(root, 'question.jsonl') : undefined,
    answers: await lines('model_answer'),
    judgments,
  };
}

async function sourceOf(root: string, path: string): Promise<SourceFile> {
  const file = join(root, path);
  return { path, file, sha256: await sha256Of(file) };
}

function toQuestion(row: Row): Question {
  const { uid, question_id, category, prompt } = row.fields;
  const id = uid ?? question_id;
  if (typeof id !== 'string' && typeof id !== 'number')
    return refuse(row, 'it has neither uid nor question_id');
  const turns =
    typeof prompt === 'string'
      ? [textOf(row, 'prompt')]
      : objectsOf(row, 'turns').map(({ content }) =>
          typeof content === 'string' ? content : refuse(row, 'turns must have texts as content'),
        );
  const read = questionSchema.safeParse({ question_id: id, category, turns });
  return read.success ? read.data : refuse(row, 'it is no question');
}

/** By model; a model that answers twice keeps the last, as in its own files. */
async function readAnswers(files: readonly SourceFile[]): Promise<Map<string, Answer[]>> {
  const byModel = new Map<string, Answer[]>();
  for (const { file } of files) {
    for (const row of await readRows(file)) {
      const answer = arenaAnswer(row);
      byModel.set(answer.model_id, [...(byModel.get(answer.model_id) ?? []), answer]);
    }
  }
  return byModel;
}

async function readJudgments(
  files: readonly SourceFile[],
  {
    release,
    categoryOf,
    settings: { judge: wanted },
  }: { release: ArenaRelease; categoryOf: ReadonlyMap<string, string>; settings: ProtocolSettings },
): Promise<{ byJudge: Map<string, PairJudgment[]>; nulls: number }> {
  const byJudge = new Map<string, PairJudgment[]>();
  let nulls = 0;
  for (const { file, path } of files) {
    // `model_judgment/<judge>/<model>.jsonl`
    const folder = path.split('/').at(-2) ?? '';
    for (const row of await readRows(file)) {
      const judgment = arenaJudgment(row, { judge: folder, release, categoryOf });
      if (wanted !== undefined && judgment.judge[0] !== wanted) continue;
      if (judgment.g1_winner === 'error' || judgment.g2_winner === 'error') nulls += 1;
      const own = byJudge.get(judgment.judge[0]);
      if (own) own.push(judgment);
      else byJudge.set(judgment.judge[0], [judgment]);
    }
  }
  return { byJudge, nulls };
}

function questionFiles(
  questions: readonly Question[],
  { path, sha256 }: SourceFile,
  { release, settings }: { release: ArenaRelease; settings: ProtocolSettings },
): ProtocolFile[] {
  const source: Bench['source'] = {
    dataset: hubSet.dataset,
    revision: settings.from === undefined ? hubSet.revision : 'unknown: taken from files',
    files: [{ path, sha256, rows: questions.length }],
    licence: 'Apache-2.0',
  };
  const title = `Arena-Hard-Auto (${release.name}): hard questions, answers compared with a baseline in five steps`;
  const bench = benchSchema.parse({ title, source, ask: { generate: {} } });
  return [
    questionFile(settings, questions),
    {
      target: join(settings.dataDir, 'questions', `${settings.bench}.yaml`),
      content: { text: renderBench(bench) },
      holds: 'how they are asked: generate',
    },
  ];
}
