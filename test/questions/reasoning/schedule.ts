import type { Proof, Question } from '../proof.ts';
import { expectFinal, must, number, only, swaps } from './check.ts';

interface Job {
  hours: number;
  who: string;
  room: string;
  after: string[];
}
interface Shop {
  jobs: Map<string, Job>;
  fumes: number;
  earliestCarving: number;
}
interface State {
  done: string;
  ilse: [string, number] | null;
  tomasz: [string, number] | null;
  fumes: number;
}
type Hands = Pick<State, 'ilse' | 'tomasz'>;

const LINE =
  /^- ([A-Z]), [^:]+: (\d+) h, (Ilse only|Tomasz only|either person|both together), (studio|gallery)(?:; after (.+))?\.$/;

function readShop(question: Question): Shop {
  const text = must(question.turns[0], 'turn 1');
  const jobs = new Map<string, Job>();
  for (const line of text.split('\n').filter((l) => l.startsWith('- '))) {
    const [, id, hours, who, room, after] = must(LINE.exec(line), `job in "${line}"`);
    jobs.set(must(id, 'id'), {
      hours: Number(hours),
      who: must(who, 'who'),
      room: must(room, 'room'),
      after: after?.match(/[A-Z]/g) ?? [],
    });
  }
  return { jobs, fumes: number(text, /during the next (\d+) hours no studio job/), earliestCarving: 0 };
}

const job = (shop: Shop, id: string): Job => must(shop.jobs.get(id), id);

function startable(shop: Shop, state: State, hour: number): string[] {
  const begun = new Set([...state.done, state.ilse?.[0], state.tomasz?.[0]]);
  return [...shop.jobs.keys()].filter((id) => {
    const { after, room } = job(shop, id);
    if (id === 'C' && hour < shop.earliestCarving) return false;
    return (
      !begun.has(id) && after.every((p) => state.done.includes(p)) && !(room === 'studio' && state.fumes > 0)
    );
  });
}

/** All ways to begin jobs at this hour, idling included, since waiting can be the better choice. */
function choices(shop: Shop, state: State, hour: number): Hands[] {
  const ids = startable(shop, state, hour);
  const fresh = (id: string): [string, number] => [id, job(shop, id).hours];
  const alone = (name: string) =>
    ids.filter((id) => [`${name} only`, 'either person'].includes(job(shop, id).who));
  const forIlse = state.ilse ? [state.ilse] : [null, ...alone('Ilse').map(fresh)];
  const forTomasz = state.tomasz ? [state.tomasz] : [null, ...alone('Tomasz').map(fresh)];
  const found: Hands[] = forIlse.flatMap((ilse) => forTomasz.map((tomasz) => ({ ilse, tomasz })));
  const shared = ids.filter((id) => job(shop, id).who === 'both together');
  if (!state.ilse && !state.tomasz)
    found.push(...shared.map((id) => ({ ilse: fresh(id), tomasz: fresh(id) })));
  const both = (id: string) => job(shop, id).who === 'both together';
  return found.filter((h) => !(h.ilse && h.tomasz && h.ilse[0] === h.tomasz[0]) || both(h.ilse[0]));
}

/** One hour of work; undefined if a studio job would be under way among the fumes. */
function afterOneHour(shop: Shop, state: State, hands: Hands): State | undefined {
  const inStudio = (h: Hands) =>
    [h.ilse, h.tomasz].some((x) => x && x[1] > 0 && job(shop, x[0]).room === 'studio');
  if (state.fumes > 0 && inStudio(hands)) return undefined;
  const less = (x: [string, number] | null): [string, number] | null => (x ? [x[0], x[1] - 1] : null);
  const next: Hands = { ilse: less(hands.ilse), tomasz: less(hands.tomasz) };
  const ended = [next.ilse, next.tomasz].filter((x) => x?.[1] === 0).map((x) => must(x, 'ended')[0]);
  const fumes = ended.includes('R') ? shop.fumes : Math.max(0, state.fumes - 1);
  if (fumes > 0 && inStudio(next)) return undefined;
  const done = [...new Set([...state.done, ...ended])].sort().join('');
  const busy = (x: [string, number] | null) => (x && x[1] > 0 ? x : null);
  return { done, ilse: busy(next.ilse), tomasz: busy(next.tomasz), fumes };
}

/** Breadth-first by hours over every reachable state of the workshop. */
function shortest(shop: Shop): number {
  let layer: State[] = [{ done: '', ilse: null, tomasz: null, fumes: 0 }];
  for (let hour = 0; hour < 60; hour++) {
    if (layer.some((s) => s.done.length === shop.jobs.size)) return hour;
    const next = new Map<string, State>();
    for (const state of layer) {
      for (const hands of choices(shop, state, hour)) {
        const later = afterOneHour(shop, state, hands);
        if (later) next.set(JSON.stringify(later), later);
      }
    }
    layer = [...next.values()];
  }
  throw new Error('no schedule');
}

function latestCarving(shop: Shop): number {
  const best = shortest(shop);
  let hour = 0;
  while (shortest({ ...shop, earliestCarving: hour + 1 }) === best) hour++;
  return hour;
}

function accept(shop: Shop, offers: string, text: string): Shop {
  const jobs = new Map([...shop.jobs].map(([id, j]) => [id, { ...j }]));
  if (offers.includes('X')) must(jobs.get('C'), 'C').hours = number(text, /cuts C to (\d+) hours/);
  if (offers.includes('Y'))
    must(jobs.get('G'), 'G').who = must(/G may be done by (either person)/.exec(text)?.[1], 'Y');
  const fumes = offers.includes('Z') ? number(text, /time with fumes to (\d+) hour/) : shop.fumes;
  return { ...shop, jobs, fumes };
}

function offersTruth(question: Question): string {
  const shop = readShop(question);
  const text = must(question.turns[1], 'turn 2');
  const total = (offers: string) => shortest(accept(shop, offers, text));
  const show = (sets: string[]) => sets.map((s) => `${s} ${total(s)}`).join(', ');
  const gains = [
    ['', 'X'],
    ['Y', 'XY'],
    ['Z', 'XZ'],
    ['YZ', 'XYZ'],
  ].map(([a, b]) => total(a ?? '') - total(b ?? ''));
  const verdict = gains.some((g) => g > 0) ? 'wrong' : 'right';
  return `${show(['X', 'Y', 'Z'])}; ${show(['XY', 'XZ', 'YZ'])}; ${show(['XYZ'])}; Ilse is ${verdict}`;
}

export const schedule: Proof[] = [
  {
    question_id: 'reasoning-01',
    turn: 1,
    prove(reference, question) {
      const shop = readShop(question);
      only(
        [...shop.jobs.keys()].filter((id) => id === 'R'),
        'the job that leaves fumes',
      );
      expectFinal(reference, `${shortest(shop)} hours; C may begin as late as hour ${latestCarving(shop)}`);
    },
    alter: swaps([/13/, '12'], [/13/, '14'], [/hour 2/, 'hour 4'], [/hour 2/, 'hour 0']),
  },
  {
    question_id: 'reasoning-01',
    turn: 2,
    prove: (reference, question) => expectFinal(reference, offersTruth(question)),
    alter: swaps(
      [/\bX 13/, 'X 12'],
      [/\bY 12/, 'Y 11'],
      [/\bZ 12/, 'Z 13'],
      [/XY 11/, 'XY 12'],
      [/XZ 12/, 'XZ 11'],
      [/\bYZ 12/, 'YZ 11'],
      [/XYZ 11/, 'XYZ 10'],
      [/wrong/, 'right'],
    ),
  },
];
