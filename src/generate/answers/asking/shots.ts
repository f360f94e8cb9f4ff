/** Which shots stand before a question. */

import { UserError } from '../../../errors.ts';
import type { Fewshot } from '../../../records/bench/bench.ts';
import type { Shot } from '../../../records/bench/shot.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import { pythonRandom } from '../../../stats/python/random.ts';
import { sampleIndices } from '../../../stats/python/sample.ts';

export interface ShotChoice {
  fewshot: Fewshot;
  /** Every shot of the bench, in the order of the file. */
  shots: readonly Shot[];
  /** Every question of the bench, in the order of the file: a draw depends on the place of its question. */
  questions: readonly Question[];
  /** For messages. */
  shotsFile: string;
}

/** The shots of a question that stands among `questions`. */
export type ShotsOf = (question: Question) => readonly Shot[];

/** Fewer shots than are to be shown are a UserError that names both numbers. */
export function chooseShots(choice: ShotChoice): ShotsOf {
  const { fewshot, shots, questions, shotsFile } = choice;
  if (fewshot.count === 0) return () => [];
  const nameOf = ({ category }: Question) => (fewshot.same_category ? category : '');
  const pools = grouped(shots, nameOf);
  const shown = new Map<string, readonly Shot[]>();
  for (const [name, asked] of grouped(questions, nameOf)) {
    const pool = pools.get(name) ?? [];
    checkEnough(pool, { fewshot, category: name, shotsFile });
    const chosen = samplers[fewshot.sampler](pool, asked, fewshot);
    for (const [index, question] of asked.entries()) shown.set(questionKey(question), chosen[index] ?? []);
  }
  return (question) => shown.get(questionKey(question)) ?? [];
}

function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}

function checkEnough(
  pool: readonly Shot[],
  { fewshot, category, shotsFile }: Pick<ShotChoice, 'fewshot' | 'shotsFile'> & { category: string },
): void {
  const needed = fewshot.count + (drawsFromQuestions(fewshot) || leavesOneOut(fewshot) ? 1 : 0);
  if (pool.length >= needed) return;
  const of = category === '' ? '' : ` of ${category}`;
  const without = pool.length === 0 ? '; --num-fewshot 0 asks without shots' : '';
  throw new UserError(
    `${needed} shots${of} are wanted (--num-fewshot ${fewshot.count}), and ${shotsFile} holds ${pool.length}${of}${without}`,
  );
}

/** Whether the shots are the questions themselves: then none is its own shot. */
function drawsFromQuestions({ source }: Pick<Fewshot, 'source'>): boolean {
  return source === 'test';
}

/** Whether one is drawn that no question gets. */
function leavesOneOut({ draws_one_more, sampler }: Fewshot): boolean {
  return draws_one_more === true && sampler !== 'first';
}

/** The shots of each question of a pool, by the order of the questions. */
type Sampler = (
  pool: readonly Shot[],
  questions: readonly Question[],
  fewshot: Fewshot,
) => (readonly Shot[])[];

const samplers: Record<Fewshot['sampler'], Sampler> = {
  first: (pool, questions, fewshot) => {
    const { count } = fewshot;
    const first = pool.slice(0, count);
    if (!drawsFromQuestions(fewshot)) return questions.map(() => first);
    return questions.map((question) => others(pool.slice(0, count + 1), question).slice(0, count));
  },
  'lm-eval': (pool, questions, fewshot) => drawn(pool, questions, { fewshot, discarded: 0 }),
  'lm-eval-0.4.9-chat': (pool, questions, fewshot) => drawn(pool, questions, { fewshot, discarded: 1 }),
};

/** The seed that lm-evaluation-harness uses unless it is given another. */
const harnessSeed = 1234;

/**
 * The shots that lm-evaluation-harness draws (`lm_eval/api/samplers.py`, `ContextSampler.sample`, 0.4.13): one generator
 * for all questions of a task, and a sample for each in turn. `discarded` samples go unused before each that counts.
 */
function drawn(
  pool: readonly Shot[],
  questions: readonly Question[],
  { fewshot, discarded }: { fewshot: Fewshot; discarded: number },
): (readonly Shot[])[] {
  const random = pythonRandom(harnessSeed);
  const own = drawsFromQuestions(fewshot);
  const { count } = fewshot;
  const size = own || leavesOneOut(fewshot) ? count + 1 : count;
  const draw = (from: readonly Shot[], wanted: number) =>
    sampleIndices({ count: from.length, size: wanted }, random).flatMap((index) => from[index] ?? []);
  return questions.map((question) => {
    for (let unused = 0; unused < discarded; unused += 1) draw(pool, size);
    if (!own) return draw(pool, size).slice(0, count);
    const kept = others(draw(pool, size), question).slice(0, count);
    // Copies of the question may have been drawn: then all are taken out of the pool, as the harness does.
    return kept.length === count ? kept : draw(others(pool, question), count);
  });
}

function others(shots: readonly Shot[], question: Question): Shot[] {
  return shots.filter((shot) => questionKey(shot) !== questionKey(question));
}
