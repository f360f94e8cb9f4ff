/** What is done of a bench, what is stale and missing, and what it has cost, from the files alone. */

import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { planAnswers } from '../generate/answers/plan.ts';
import type { PriceList } from '../providers/price-list.ts';
import type { Method } from '../records/bench/bench.ts';
import type { Question } from '../records/question.ts';
import { type CostReport, openLedger } from '../results/costs/costs.ts';
import { type Judged, judgedInPairs, judgedSingly } from '../results/read/judged.ts';
import { countAnswers, listAnswerFiles, modelIdOf } from '../store/answers/answers.ts';
import { filesIn, questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';
import { readRecordedCalls } from '../store/bench/recorded-calls.ts';

interface Answered {
  model: string;
  /** Questions that are answered with all choices that the file has. */
  done: number;
  /** Answers to a question that has changed since. */
  stale: number;
  /** Null where the bench's questions are not there. */
  missing: number | null;
}

export interface BenchStatus {
  bench: string;
  /** Null where the bench's questions are not there; then nothing is known to be stale or missing. */
  questions: number | null;
  answers: Answered[];
  judgments: Judged[];
  costs: Pick<CostReport, 'rows' | 'total' | 'unpriced' | 'demo'>;
}

/** The benches that the data directory has something of: questions, answers or judgments. */
export async function benchesIn(dataDir: string): Promise<string[]> {
  const questions = await filesIn(join(dataDir, 'questions'), '.jsonl');
  const folders = await Promise.all(['answers', 'judgments'].map((name) => filesIn(join(dataDir, name), '')));
  const found = new Set([...questions.map((name) => name.slice(0, -'.jsonl'.length)), ...folders.flat()]);
  return [...found].filter((name) => !name.startsWith('.')).sort();
}

export async function benchStatus(
  { filters, ...place }: { dataDir: string; bench: string; filters?: readonly string[] | undefined },
  prices: PriceList,
): Promise<BenchStatus> {
  const all = await questionsOf(place);
  if (filters && !all) throw new UserError(`--filter needs the questions of the bench ${place.bench}`);
  const questions = filters && all ? selectQuestions(all, { filters }) : all;
  const { answers, models } = await answersOf(place, questions);
  const judged = { ...place, questions, models, onlySelected: filters !== undefined };
  const judgments = [...(await judgedSingly(judged)), ...(await judgedInPairs(judged))];
  const ledger = openLedger({ bench: place.bench, all: false, prices });
  for await (const spent of readRecordedCalls(place.dataDir, place.bench, { all: false })) ledger.add(spent);
  const { rows, total, unpriced, demo } = ledger.report();
  const costs = { rows, total, unpriced, demo };
  return { bench: place.bench, questions: questions?.length ?? null, answers, judgments, costs };
}

/** Undefined where the bench has no question file, here or in the package. */
async function questionsOf({ dataDir, bench }: { dataDir: string; bench: string }) {
  const file = await questionsFile(dataDir, bench).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  return file === undefined ? undefined : loadQuestions(file);
}

async function answersOf(
  { dataDir, bench }: { dataDir: string; bench: string },
  questions: readonly Question[] | undefined,
): Promise<{ answers: Answered[]; models: Map<string, Method> }> {
  const answers: Answered[] = [];
  const models = new Map<string, Method>();
  for (const file of await listAnswerFiles(dataDir, bench)) {
    const index = await countAnswers(file);
    let [first, numChoices]: [{ modelId: string; method: Method } | undefined, number] = [undefined, 1];
    for (const answer of index.entries.values()) {
      first ??= answer;
      numChoices = Math.max(numChoices, ...answer.choices.map((choice) => choice.index + 1));
    }
    const model = modelIdOf(file, first?.modelId);
    if (first) models.set(model, first.method);
    const plan = questions && planAnswers(questions, index, { numChoices, overwrite: false });
    const missing = plan ? plan.pending.length - plan.stale : null;
    answers.push({ model, done: plan?.done ?? index.entries.size, stale: plan?.stale ?? 0, missing });
  }
  return { answers, models };
}
