/** What a line of progress says: everything where it fits, on a narrow terminal what matters most. */

import { formatCost } from '../../client/cost/cost.ts';
import type { Meter } from '../../client/meter.ts';
import { distinctNames } from '../../short-name.ts';
import { textWidth } from '../../text-width.ts';

/** How far a model or a judge is. */
export interface LineState {
  label: string;
  done: number;
  total: number;
  perMinute: number | undefined;
  /** What the pieces under way have come to, in pieces. */
  partly: number;
  /** Of what is done with, pieces that have failed. */
  failed: number;
  /** True where no more will come, done or not. */
  stopped: boolean;
  /** Undefined for work that makes no calls. */
  meter: Meter | undefined;
}

/** Where lines stand below each other: their widths in columns. */
interface Layout {
  columns: number;
  /** The labels as they are shown, by the whole ones. */
  names: ReadonlyMap<string, string>;
  label: number;
  count: number;
  /** Milliseconds of the run's clock. */
  now: number;
}

/** Columns that a label has on the narrowest terminal: two of them must differ. */
const shortest = 12;

/** A part of a line. The highest worth comes first. */
interface Fact {
  worth: number;
  text: string;
  /** The same for a narrow terminal. */
  short: string;
}

/** The whole line, for a log. */
export function plainProgressLine(state: LineState, now: number): string {
  const { label, done, total } = state;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return [`${label}: ${done}/${total} (${percent} %)`, ...factsOf(state, now).map(({ text }) => text)].join(
    ', ',
  );
}

/** The line as a bar, no wider than the terminal. */
export function barProgressLine(state: LineState, layout: Layout): string {
  const { columns, label, count } = layout;
  const narrow = columns < 70;
  const name = cutTo(layout.names.get(state.label) ?? state.label, label);
  const counted = countOf(state).padStart(count);
  const bar = barOf(state, columns >= 120 ? 20 : narrow ? 0 : 8);
  const head = `${name}${' '.repeat(Math.max(0, label - textWidth(name)))} ${bar}${counted}`;
  const facts = factsOf(state, layout.now);
  const lineOf = (chosen: readonly Fact[]) => {
    const texts = facts
      .filter((fact) => chosen.includes(fact))
      .map(({ text, short }) => (narrow ? short : text));
    return [head, texts.join(', ')].filter((part) => part !== '').join('  ');
  };
  let chosen: Fact[] = [];
  for (const fact of [...facts].sort((a, b) => b.worth - a.worth)) {
    if (textWidth(lineOf([...chosen, fact])) < columns) chosen = [...chosen, fact];
  }
  return cutTo(lineOf(chosen), columns - 1);
}

/** The layout of lines that stand below each other. */
export function layOut(states: readonly LineState[], at: Pick<Layout, 'columns' | 'now'>): Layout {
  const widest = (widths: number[]) => widths.reduce((most, width) => Math.max(most, width), 0);
  const labels = states.map(({ label }) => label);
  const room = Math.max(shortest, Math.floor(at.columns / 5));
  const names = distinctNames(labels, room);
  return {
    ...at,
    names,
    label: Math.min(widest([...names.values()].map(textWidth)), room),
    count: widest(states.map((state) => countOf(state).length)),
  };
}

function factsOf({ done, total, perMinute, partly, failed, stopped, meter }: LineState, now: number): Fact[] {
  const facts: Fact[] = [];
  const add = (worth: number, text: string | undefined, short = text) => {
    if (text !== undefined && short !== undefined) facts.push({ worth, text, short });
  };
  const open = done < total && !stopped;
  add(9, stopped && done < total ? 'stopped' : undefined);
  add(8, failed > 0 ? `${failed} failed` : undefined);
  if (meter) {
    const idle = meter.inFlight === 0 && meter.queued > 0 && meter.pausedFor() === 0;
    add(4, open ? (idle ? `${meter.queued} queued` : `${meter.inFlight} in flight`) : undefined);
    const waits = waitingText(meter, now);
    add(7, waits?.text, waits?.short);
    add(6, meter.retries > 0 ? `${meter.retries} ${meter.retries === 1 ? 'retry' : 'retries'}` : undefined);
  }
  if (perMinute !== undefined && open && done + partly > 0) {
    add(2, `${perMinute >= 10 || perMinute === 0 ? Math.round(perMinute) : perMinute.toFixed(1)}/min`);
    add(5, `ETA ${perMinute > 0 ? duration(((total - done - partly) / perMinute) * 60) : 'unknown'}`);
  }
  if (meter) {
    const tokens = meter.inputTokens + meter.outputTokens;
    add(1, tokens > 0 ? `${compact(tokens)} tokens` : undefined);
    add(3, meter.cost === undefined ? undefined : formatCost(meter.cost));
  }
  return facts;
}

/** How many calls wait, for how much longer where a service has said so, and after what. */
function waitingText({ waiting, queued, pausedFor }: Meter, now: number): Omit<Fact, 'worth'> | undefined {
  const pausedMs = pausedFor();
  const calls = waiting.size + (pausedMs > 0 ? queued : 0);
  if (calls === 0) return undefined;
  const [longest] = [...waiting].sort((a, b) => (b.until ?? 0) - (a.until ?? 0));
  const left = Math.ceil(Math.max(pausedMs, (longest?.until ?? now) - now) / 1000);
  const reason = longest?.kind === 'rate limit' ? '429' : (longest?.kind ?? 'after an error');
  const short = `${calls} waiting${left > 0 ? ` ${left} s` : ''}`;
  return { text: `${short} (${reason})`, short };
}

function countOf({ done, total }: LineState): string {
  return `${done}/${total}`;
}

function barOf({ done, total }: LineState, width: number): string {
  if (width === 0) return '';
  const full = total === 0 ? width : Math.floor((width * Math.min(done, total)) / total);
  return `[${'='.repeat(full)}${'-'.repeat(width - full)}] `;
}

/** `1:05`, or `2:01:05` from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value % 60).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole)}` : `${minutes}:${two(whole)}`;
}

function compact(count: number): string {
  if (count < 1000) return String(count);
  return count < 999_500 ? `${(count / 1000).toPrecision(3)}k` : `${(count / 1e6).toPrecision(3)}M`;
}

/** The text, or as much of its beginning as fits with a mark of what is missing. */
function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (textWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return width < 1 ? '' : `${cut}…`;
}
