/**
 * AlpacaEval 2: 805 instructions, the outputs of GPT-4 Turbo as the baseline, outputs and annotations of leaderboard entries.
 *
 * `alpaca_eval_gpt4_baseline.json`: `[{"instruction": "…", "output": "…", "generator": "gpt4_1106_preview", "dataset":
 * "helpful_base"}]`; `results/<model>/model_outputs.json` has the same fields.
 */

import { join } from 'node:path';
import type { Answer } from '../../records/answer.ts';
import { type Bench, benchSchema } from '../../records/bench/bench.ts';
import { gamedRowSchema } from '../../records/bench/gamed.ts';
import { type Question, questionSchema } from '../../records/question.ts';
import { gamedFile } from '../../store/bench/gamed.ts';
import { findFiles, isFolder } from '../data/find.ts';
import { readRows } from '../data/read.ts';
import { type Row, refuse, textOf } from '../data/row.ts';
import { sha256Of } from '../hub/download.ts';
import { fetchHubFile } from '../hub/hub.ts';
import { renderBench } from '../import/render.ts';
import { recordedSums, type SourceFile } from '../import/sources.ts';
import { createAnnotations } from './alpaca-annotations.ts';
import { createInstructions, type Instructions } from './instructions.ts';
import {
  answerFiles,
  counted,
  jsonLines,
  judgmentFiles,
  knownQuestions,
  type ProtocolFile,
  type ProtocolImport,
  type ProtocolSettings,
  questionFile,
} from './protocol.ts';

/** The data set has no releases: the first import records the SHA-256 of what it got, and later ones hold to it. */
const hubSet = { dataset: 'tatsu-lab/alpaca_eval', revision: 'main' };
const baselineFile = 'alpaca_eval_gpt4_baseline.json';
const gamedName = 'df_gamed.csv';
const licence = 'CC BY-NC 4.0';

/** The annotator of AlpacaEval 2. */
const defaultJudge = 'weighted_alpaca_eval_gpt4_turbo';

interface Sources {
  baseline: SourceFile[];
  gamed: SourceFile[];
  outputs: SourceFile[];
  annotations: SourceFile[];
}

/** Any row that cannot be read as it stands is a UserError that names file, line or row, and value. */
export async function readAlpacaEval(settings: ProtocolSettings): Promise<ProtocolImport> {
  const notes: string[] = [];
  const sources =
    settings.from === undefined ? await fetchSources(settings, notes) : await localSources(settings.from);
  const found = await readBaseline(sources, settings);
  const answers = await readOutputs([...sources.baseline, ...sources.outputs], found.instructions);
  const wanted = settings.judge ?? defaultJudge;
  const annotations = createAnnotations({ ...found, wanted });
  for (const { file } of sources.annotations) annotations.add(await readRows(file));
  for (const [model, own] of annotations.answers) if (!answers.has(model)) answers.set(model, own);
  const { judgments, skipped, unread } = annotations;
  if (skipped > 0)
    notes.push(`${counted(skipped, 'annotation')} of other annotators than ${wanted} left out (--judge)`);
  if (unread > 0) notes.push(`${counted(unread, 'annotation')} without a preference: kept as errors`);
  const files = [
    ...(await questionFiles(found.questions, sources, settings)),
    ...answerFiles(settings, answers),
    ...judgmentFiles(settings, judgments),
    ...(await gamedFiles(sources.gamed, settings)),
  ];
  if (files.length === 0) {
    refuse(
      { file: settings.from ?? '', place: '', fields: {} },
      `it holds neither ${baselineFile} nor outputs nor annotations`,
    );
  }
  return { files, notes, next: nextSteps(judgments.size > 0, annotations.baseline) };
}

function nextSteps(hasJudgments: boolean, baseline: string | undefined): string[] {
  if (hasJudgments) return [`show-results --compat alpaca-eval --baseline ${baseline}`];
  const mode = baseline === undefined ? '' : ` --mode pairwise-baseline --baseline ${baseline}`;
  return [
    'gen-answers --model openai/gpt-4.1-mini',
    `gen-judgment --judge-prompts alpaca-eval${mode} --judge openai/gpt-4.1`,
  ];
}

async function fetchSources(settings: ProtocolSettings, notes: string[]): Promise<Sources> {
  const expected = await recordedSums(settings);
  const fetched = async (path: string) => {
    const sha256 = expected.get(path);
    return [await fetchHubFile(hubSet, { path, ...(sha256 ? { sha256 } : {}) }, settings.hub)];
  };
  const baseline = await fetched(baselineFile);
  const gamed = await fetched(gamedName).catch((error: unknown) => {
    settings.hub.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    notes.push(`without ${gamedName} length control is not drawn towards the gamed baselines: ${why}`);
    return [];
  });
  return { baseline, gamed, outputs: [], annotations: [] };
}

/** A file is told by what its first row holds, the files of a folder by their names. */
async function localSources(from: string): Promise<Sources> {
  const named = async (pattern: RegExp) => {
    const files = await findFiles(from, { paths: [], named: pattern, several: true });
    return Promise.all(
      files.map(async (file) => ({ path: nameIn(file, from), file, sha256: await sha256Of(file) })),
    );
  };
  if (await isFolder(from)) {
    return {
      baseline: await named(/(?:^|\/)alpaca_eval(?:_gpt4_baseline)?\.jsonl?(?:\.gz)?$/),
      gamed: await named(/(?:^|\/)df_gamed\.csv(?:\.gz)?$/),
      outputs: await named(/(?:^|\/)model_outputs[^/]*\.jsonl?(?:\.gz)?$/),
      annotations: await named(/(?:^|\/)[^/]*annotations[^/]*\.jsonl?(?:\.gz)?$/),
    };
  }
  const file = await named(/$/);
  const [row] = await readRows(from);
  const none = { baseline: [], gamed: [], outputs: [], annotations: [] };
  if (row && 'std_delta_len' in row.fields) return { ...none, gamed: file };
  if (row && 'preference' in row.fields) return { ...none, annotations: file };
  return /alpaca_eval[^/\\]*$/.test(from) ? { ...none, baseline: file } : { ...none, outputs: file };
}

function nameIn(file: string, from: string): string {
  const below = file.startsWith(from) ? file.slice(from.length).replace(/^[\\/]+/, '') : file;
  return (below === '' ? (file.split(/[\\/]/).at(-1) ?? file) : below).replaceAll('\\', '/');
}

interface Known {
  questions: Question[];
  instructions: Instructions;
  /** Undefined where no file has named it yet. */
  baseline: string | undefined;
}

/** The instructions in their order, which is their number; those of an earlier import where the files have none. */
async function readBaseline({ baseline }: Sources, settings: ProtocolSettings): Promise<Known> {
  const [file] = baseline;
  if (!file) {
    const questions = await knownQuestions(settings);
    return { questions: [], instructions: createInstructions(questions), baseline: undefined };
  }
  const rows = await readRows(file.file);
  const questions = rows.map((row, index) =>
    questionSchema.parse({
      question_id: index,
      category: typeof row.fields.dataset === 'string' ? row.fields.dataset : undefined,
      turns: [textOf(row, 'instruction')],
    }),
  );
  const generator = rows[0]?.fields.generator;
  return {
    questions,
    instructions: createInstructions(questions),
    baseline: typeof generator === 'string' ? generator : undefined,
  };
}

/** Outputs by model, in the order of the instructions. */
async function readOutputs(
  files: readonly SourceFile[],
  instructions: Instructions,
): Promise<Map<string, Answer[]>> {
  const byModel = new Map<string, Answer[]>();
  for (const { file } of files) {
    for (const row of await readRows(file)) {
      const model = textOf(row, 'generator');
      const question_id = instructions.numberOf(row, `outputs of ${model}`);
      const answers = byModel.get(model) ?? [];
      answers.push(answerOf(row, { model, question_id }));
      byModel.set(model, answers);
    }
  }
  for (const answers of byModel.values())
    answers.sort((a, b) => Number(a.question_id) - Number(b.question_id));
  return byModel;
}

/** An empty output is an answer, too. */
function answerOf(row: Row, { model, question_id }: { model: string; question_id: number }): Answer {
  const { output } = row.fields;
  if (typeof output !== 'string') return refuse(row, 'output must be a text');
  return { question_id, answer_id: '', model_id: model, choices: [{ index: 0, turns: [output] }], tstamp: 0 };
}

async function questionFiles(
  questions: readonly Question[],
  { baseline, gamed }: Sources,
  settings: ProtocolSettings,
): Promise<ProtocolFile[]> {
  if (questions.length === 0) return [];
  const files = [...baseline, ...gamed].map(({ path, sha256 }) => ({ path, sha256, rows: questions.length }));
  const source: Bench['source'] = {
    dataset: hubSet.dataset,
    revision: settings.from === undefined ? hubSet.revision : 'unknown: taken from files',
    files,
    licence,
  };
  const title = 'AlpacaEval 2: instructions answered by a baseline, compared by weighted verdicts';
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

async function gamedFiles(
  files: readonly SourceFile[],
  { dataDir, bench }: ProtocolSettings,
): Promise<ProtocolFile[]> {
  const [file] = files;
  if (!file) return [];
  const rows = (await readRows(file.file)).map((row) => {
    const numbers = ['index', 'preference', 'std_delta_len', 'instruction_difficulty'] as const;
    const read = Object.fromEntries(numbers.map((name) => [name, Number(row.fields[name])]));
    const checked = gamedRowSchema.safeParse(read);
    return checked.success ? checked.data : refuse(row, `it has no ${numbers.join(', ')} in numbers`);
  });
  return [
    {
      target: gamedFile(dataDir, bench),
      content: { text: jsonLines(rows) },
      holds: `${counted(rows.length, 'row')} of gamed baselines`,
    },
  ];
}
