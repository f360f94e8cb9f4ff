import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Proof } from '../proof.ts';
import { block, evaluate, mutations, random, times } from './harness.ts';

interface Job {
  id: string;
  arrive: number;
  minutes: number;
  size: number;
  glaze: string;
  patience?: number;
}
interface Batch {
  start: number;
  end: number;
  glaze: string;
  ids: string[];
}
interface Day {
  batches: Batch[];
  lost: { id: string; at: number }[];
}
type State = { phase: 'idle' } | { phase: 'cleaning' | 'firing'; until: number };

const CLEANING = 10;

/** Minute by minute: the plainest reading of the rules, too slow for the question's own limits. */
function watch(jobs: readonly Job[], capacity: number): Day {
  const day: Day = { batches: [], lost: [] };
  const waiting = new Set(jobs);
  let state: State = { phase: 'idle' };
  let chosen: string | null = null;
  const queue = (t: number): Job[] =>
    [...waiting]
      .filter((job) => job.arrive <= t)
      .sort((a, b) => a.arrive - b.arrive || (a.id < b.id ? -1 : 1));
  const load = (t: number): State => {
    const batch: Job[] = [];
    for (const job of queue(t)) {
      const used = batch.reduce((sum, other) => sum + other.size, 0);
      if (job.glaze === chosen && used + job.size <= capacity) batch.push(job);
    }
    if (batch.length === 0) return { phase: 'idle' };
    for (const job of batch) waiting.delete(job);
    const end = t + Math.max(...batch.map((job) => job.minutes));
    day.batches.push({ start: t, end, glaze: chosen ?? '', ids: batch.map((job) => job.id) });
    return { phase: 'firing', until: end };
  };
  for (let t = 0; waiting.size > 0; t += 1) {
    for (const job of [...waiting].filter(
      (one) => one.patience !== undefined && one.arrive + one.patience < t,
    )) {
      waiting.delete(job);
      day.lost.push({ id: job.id, at: t - 1 });
    }
    if (state.phase !== 'idle' && state.until === t)
      state = state.phase === 'cleaning' ? load(t) : { phase: 'idle' };
    const head: Job | undefined = queue(t)[0];
    if (state.phase !== 'idle' || head === undefined) continue;
    const ready: boolean = chosen === null || chosen === head.glaze;
    chosen = head.glaze;
    state = ready ? load(t) : { phase: 'cleaning', until: t + CLEANING };
  }
  day.lost.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return day;
}

function cases(patience: boolean): { jobs: Job[]; capacity: number }[] {
  const r = random(patience ? 32 : 31);
  return times(250, () => {
    const capacity = r.int(1, 6);
    const span = r.pick([5, 40, 120]);
    const glazes = r.pick([['salt', 'ash'], ['salt', 'ash', ''], ['salt']]);
    const ids = ['j10', 'j9', 'Z', 'a', 'é', 'j1', 'm', 'b'].slice(0, r.int(0, 8));
    const jobs = ids.map((id): Job => {
      const job = {
        id,
        arrive: r.int(0, span),
        minutes: r.int(1, 25),
        size: r.int(1, capacity),
        glaze: r.pick(glazes),
      };
      return patience && r.chance(0.7) ? { ...job, patience: r.pick([0, 1, 9, 10, r.int(0, 40)]) } : job;
    });
    return { jobs, capacity };
  });
}

/** Frozen, so that a solution that changes its input is found out. */
function frozen(jobs: Job[]): readonly Job[] {
  return Object.freeze(jobs.map((job) => Object.freeze({ ...job })));
}

/** Starting everything later must move every time by the same amount, however large. */
const SHIFT = 999_999_999_000;
const shiftedJobs = (jobs: Job[]): Job[] => jobs.map((job) => ({ ...job, arrive: job.arrive + SHIFT }));
const shiftedBatches = (list: Batch[]): Batch[] =>
  list.map((batch) => ({ ...batch, start: batch.start + SHIFT, end: batch.end + SHIFT }));

function proveFirst(reference: string): void {
  type FireAll = (jobs: readonly Job[], capacity: number) => Batch[];
  const fireAll = evaluate<FireAll>(block(reference, 'js'), 'fireAll');
  for (const { jobs, capacity } of cases(false)) {
    const expected = watch(jobs, capacity).batches;
    deepStrictEqual(fireAll(frozen(jobs), capacity), expected);
    deepStrictEqual(fireAll(frozen(shiftedJobs(jobs)), capacity), shiftedBatches(expected));
  }
}

function proveSecond(reference: string): void {
  type FireAll = (jobs: readonly Job[], capacity: number) => Day;
  const fireAll = evaluate<FireAll>(block(reference, 'js'), 'fireAll');
  let lost = 0;
  for (const { jobs, capacity } of [...cases(true), ...cases(false)]) {
    const expected = watch(jobs, capacity);
    lost += expected.lost.length;
    deepStrictEqual(fireAll(frozen(jobs), capacity), expected);
    deepStrictEqual(fireAll(frozen(shiftedJobs(jobs)), capacity), {
      batches: shiftedBatches(expected.batches),
      lost: expected.lost.map(({ id, at }) => ({ id, at: at + SHIFT })),
    });
  }
  ok(lost > 100);
}

const SHARED: [string, string][] = [
  ['CLEANING = 10', 'CLEANING = 11'],
  ['now = Math.max(now, left[0].arrive)', 'now = left[0].arrive'],
  ['glaze !== lastGlaze', 'glaze === lastGlaze'],
  ['lastGlaze !== null &&', ''],
  ['job.arrive <= now', 'job.arrive <= now + 1'],
  ['job.size <= room', 'job.size <= room + 1'],
  ['Math.max(...batch', 'Math.min(...batch'],
  ['left = rest;', 'left = rest.reverse();'],
  ['[...jobs]', 'jobs'],
  ['a.id < b.id ? -1 : 1', 'a.id < b.id ? 1 : -1'],
];

export const kiln: Proof[] = [
  {
    question_id: 'coding-03',
    turn: 1,
    prove: proveFirst,
    alter: (reference) => mutations(reference, ...SHARED.filter(([from]) => from !== 'left = rest;')),
  },
  {
    question_id: 'coding-03',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['limit(job) >= now', 'limit(job) > now'],
        ['limit(job) < now', 'limit(job) <= now'],
        ['now += CLEANING;\n      dropExpired();', 'now += CLEANING;'],
        ['gone.sort(byTimeThenId(limit))', 'gone'],
        ['at: limit(job)', 'at: limit(job) + 1'],
      ),
  },
];
