/** Gathers what judges say of a base and its candidates, bench by bench. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, UserError } from '../../../errors.ts';
import { loadBench } from '../../../store/bench/bench-file.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { listJudgmentFiles } from '../../../store/judgments/judgments.ts';
import { readSingles, type SingleFiles } from '../../../store/judgments/singles.ts';
import { type BenchEvidence, type BenchFindings, compareBench } from '../../compare/compare.ts';
import { type CompareSettings, marginFor } from '../../compare/settings.ts';
import type { CompareNote } from '../../compare/value.ts';
import { scoresByModel } from '../../leaderboard/question-scores.ts';
import type { ScoreTable } from '../../leaderboard/score-table.ts';
import { idsIn } from '../named.ts';
import type { EachAnswer } from '../rows/answers.ts';
import type { HashedQuestions } from '../rows/staleness.ts';
import { isJudge } from '../rows/wanted.ts';
import { narrow, scoresOnDisk } from '../single.ts';
import { type AnswerFacts, differentSettings, identicalShare, readAnswerFacts } from './answers.ts';
import { readHashedQuestions } from './questions.ts';

/** What is known of each candidate, and what could not be compared. */
export interface Gathered {
  findings: Map<string, BenchFindings[]>;
  different: string[];
  notes: CompareNote[];
}

/** Every bench that the base and a candidate have single judgments for. None for a candidate is a UserError. */
export async function gatherEvidence(settings: CompareSettings): Promise<Gathered> {
  const { dataDir, base, candidates, benches } = settings;
  const findings = new Map<string, BenchFindings[]>(candidates.map((model) => [model, []]));
  const gathered: Gathered = { findings, different: [], notes: [] };
  const lacking = new Map<string, string[]>();
  for (const bench of benches ?? (await benchesIn(dataDir))) {
    const files = await listJudgmentFiles(dataDir, bench, 'single');
    if (files.length === 0 && benches) {
      throw new UserError(
        `no single judgments of bench ${bench} (--bench): run gen-judgment --bench ${bench} first`,
      );
    }
    // In a call of its own: nothing of a bench is kept while the next one is read.
    for (const model of await readBench({ bench, files }, settings, gathered)) {
      lacking.set(model, [...(lacking.get(model) ?? []), bench]);
    }
  }
  for (const [model, names] of lacking)
    gathered.notes.push({ text: `no results of ${model} for ${names.join(', ')}` });
  for (const [model, found] of findings) {
    if (found.length === 0)
      throw new UserError(`${base} and ${model} have no bench in common: ${await lacks(lacking, settings)}`);
  }
  return gathered;
}

/** Gathers what there is of a bench. Returns the models that have no results for it. */
async function readBench(
  { bench, files }: { bench: string; files: readonly string[] },
  settings: CompareSettings,
  gathered: Gathered,
): Promise<string[]> {
  const { base, candidates } = settings;
  const read = await readSingles(files);
  for (const { file, line } of read.torn)
    gathered.notes.push({ text: `${file}:${line} is cut off and was left out` });
  const present = new Set(read.columns.model.values);
  const shown = candidates.filter((model) => present.has(model));
  if (present.has(base) && shown.length > 0) await gatherBench({ read, bench, shown }, settings, gathered);
  return [base, ...candidates].filter((model) => !present.has(model));
}

async function lacks(
  lacking: ReadonlyMap<string, readonly string[]>,
  { dataDir, benches, judges: wanted = [] }: CompareSettings,
): Promise<string> {
  const parts = [...lacking].map(([model, names]) => `${model} lacks ${names.join(', ')}`);
  const { judges, models } = await idsIn(dataDir, benches ?? (await benchesIn(dataDir)));
  if (models.length === 0) return `there are no single judgments below ${join(dataDir, 'judgments')}`;
  if (parts.length > 0) return `${parts.join('; ')}; there are results of ${listed(models)}`;
  const who =
    wanted.length > 0 ? `no judgments of both by ${wanted.join(', ')} (--judge)` : 'no shared judge';
  return `${who}: there are judgments by ${listed(judges)}`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}

/** The benches that have judgments. */
export async function benchesIn(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, 'judgments');
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  return found.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

interface BenchRead {
  read: SingleFiles;
  bench: string;
  /** The candidates that have results. */
  shown: readonly string[];
}

async function gatherBench(bench: BenchRead, settings: CompareSettings, gathered: Gathered): Promise<void> {
  const { dataDir, base } = settings;
  const facts = new Map<string, AnswerFacts>();
  for (const model of [base, ...bench.shown]) {
    const found = await readAnswerFacts(dataDir, bench.bench, model);
    if (found) facts.set(model, found);
  }
  checkSettings({ ...bench, facts }, settings, gathered);
  const judges = await judgesOf(bench, settings, gathered);
  const hashed = judges.length > 0 ? await readHashedQuestions(dataDir, bench.bench) : undefined;
  for (const judge of judges) {
    for (const [model, found] of await byJudge({ ...bench, judge, facts, hashed }, settings)) {
      gathered.findings.get(model)?.push(compareBench(found, settings.seed));
    }
  }
}

/**
 * The judges that are wanted. Graders of one bench are rules for the same answers: where none is named, the first of the
 * bench's own speaks for all.
 */
async function judgesOf(
  { read, bench }: BenchRead,
  { dataDir, judges }: CompareSettings,
  { notes }: Gathered,
): Promise<string[]> {
  const { judge, graded } = read.columns;
  const all = [...judge.values].sort();
  if (judges) return all.filter((each) => judges.includes(each));
  const graders = new Set([...read.last].flatMap((row) => (graded.at(row) ? [judge.at(row)] : [])));
  if (graders.size < 2) return all;
  const own = Object.values((await loadBench(dataDir, bench))?.ask ?? {}).flatMap(
    (ask) => ask?.graders ?? [],
  );
  const first =
    own.flatMap((name) => [...graders].filter((id) => isJudge(id, [name])))[0] ?? [...graders].sort()[0];
  const others = [...graders].filter((each) => each !== first);
  notes.push({
    text: `bench ${bench}: compared by ${first}; there are judgments by ${others.sort().join(', ')}, too`,
    advice: '--judge takes any',
  });
  return all.filter((each) => !graders.has(each) || each === first);
}

/** What a judge says of each candidate that it has judged along with the base. */
async function byJudge(
  {
    read,
    bench,
    shown,
    judge,
    facts,
    hashed,
  }: BenchRead & {
    judge: string;
    facts: ReadonlyMap<string, AnswerFacts>;
    hashed: HashedQuestions | undefined;
  },
  settings: CompareSettings,
): Promise<[string, BenchEvidence][]> {
  const { dataDir, base, judgePrompts, filters, margins } = settings;
  const onFile = new Map([...facts].map(([model, known]) => [answersFile(dataDir, bench, model), known]));
  const eachAnswer: EachAnswer = async (file, visit) => onFile.get(file)?.each(visit);
  const selected = filters ? { filter: [...filters] } : {};
  const known = { eachAnswer, hashed };
  const options = { dataDir, bench, judge: [judge], modelList: [base, ...shown], ...known, ...selected };
  const narrowed = await narrow(
    read,
    judgePrompts === undefined ? options : { ...options, judgePrompts },
    true,
  );
  const { scores: rows, scales, demo } = await scoresOnDisk(narrowed, options, true);
  const scores = scoresByModel(rows);
  const { scale } = scales;
  const margin = marginFor(bench, margins, scale);
  const shared = { bench, judge, prompt_set: narrowed.shown.promptSet, demo, margin };
  return shown.flatMap((model): [string, BenchEvidence][] => {
    const [ofBase, ofModel] = [scores.get(base), scores.get(model)];
    if (!ofBase || !ofModel) return [];
    const answers = answersOf({ base, model, rows, facts });
    const scaled = { ...shared, scale: [scale[0], scale[1]] as [number, number] };
    return [[model, { ...scaled, base: ofBase, candidate: ofModel, answers }]];
  });
}

/** What both models' answers are like, on the questions that both were judged on. */
function answersOf({
  base,
  model,
  rows,
  facts,
}: {
  base: string;
  model: string;
  rows: ScoreTable;
  facts: ReadonlyMap<string, AnswerFacts>;
}): BenchEvidence['answers'] {
  const [ofBase, ofModel] = [facts.get(base), facts.get(model)];
  if (!ofBase || !ofModel) return null;
  const judged = new Set(questionsOf(rows, base));
  const shared = new Set([...questionsOf(rows, model)].filter((question) => judged.has(question)));
  const without = (name: string) => {
    let [all, none] = [0, 0];
    for (const { question, stale, score, noAnswer } of rows.of(name)) {
      if (stale || !shared.has(question)) continue;
      all += 1;
      if (score === undefined || noAnswer) none += 1;
    }
    return none / Math.max(1, all);
  };
  return {
    base: { ...ofBase.rates(shared), no_answer: without(base) },
    candidate: { ...ofModel.rates(shared), no_answer: without(model) },
    identical: identicalShare(ofBase, ofModel, shared),
  };
}

function* questionsOf(rows: ScoreTable, model: string): Generator<string> {
  for (const { question, stale } of rows.of(model)) if (!stale) yield question;
}

/** Sides that were asked in two ways say nothing of the models: a UserError, unless it was allowed. */
function checkSettings(
  { bench, shown, facts }: BenchRead & { facts: ReadonlyMap<string, AnswerFacts> },
  { base, allowDifferentSettings }: CompareSettings,
  { different }: Gathered,
): void {
  const ofBase = facts.get(base);
  for (const model of shown) {
    const ofModel = facts.get(model);
    const others = ofBase && ofModel ? differentSettings(ofBase, ofModel) : [];
    if (others.length === 0) continue;
    const text = `bench ${bench}: ${base} and ${model} were asked with different settings: ${others.join('; ')}`;
    if (!allowDifferentSettings) {
      throw new UserError(`${text}; answer again with equal ones, or give --allow-different-settings`);
    }
    different.push(text);
  }
}
