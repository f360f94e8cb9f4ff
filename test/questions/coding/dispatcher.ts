import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Proof } from '../proof.ts';
import { type Call, Model, type Step } from './dispatcher-model.ts';
import { block, evaluate, mutations, type Random, random, times } from './harness.ts';

interface Dispatcher {
  run(
    key: unknown,
    task: () => unknown,
    options?: { signal?: AbortSignal; replace?: boolean },
  ): Promise<unknown>;
  idle(): Promise<unknown>;
}
type Create = (limit: unknown) => Dispatcher;

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Drives a real dispatcher with the steps the model understands and records what happens. */
class Bench {
  log: string[] = [];
  readonly started = new Set<number>();
  readonly signals = new Map<number, AbortController>();
  private readonly settlers = new Map<
    number,
    { resolve(value: unknown): void; reject(reason: unknown): void }
  >();

  private readonly dispatcher: Dispatcher;

  constructor(dispatcher: Dispatcher) {
    this.dispatcher = dispatcher;
  }

  act(step: Step): void {
    if (step.kind === 'run') this.run(step.call);
    else if (step.kind === 'idle')
      this.dispatcher.idle().then(
        (value) => this.log.push(`idle ${value}`),
        () => {},
      );
    else if (step.kind === 'abort') this.signals.get(step.id)?.abort(`reason ${step.id}`);
    else if (step.ok) this.settlers.get(step.id)?.resolve(`value ${step.id}`);
    else this.settlers.get(step.id)?.reject(`error ${step.id}`);
  }

  private run(call: Call): void {
    const { id, key, nested, signal, replace } = call;
    const controller = new AbortController();
    if (signal !== 'none') this.signals.set(id, controller);
    if (signal === 'aborted') controller.abort(`reason ${id}`);
    const task = (): Promise<unknown> => {
      this.log.push(`start ${id}`);
      this.started.add(id);
      for (const inner of nested) this.run(inner);
      return new Promise((resolve, reject) => this.settlers.set(id, { resolve, reject }));
    };
    const options = {
      ...(signal === 'none' ? {} : { signal: controller.signal }),
      ...(replace ? { replace } : {}),
    };
    const promise =
      Object.keys(options).length > 0
        ? this.dispatcher.run(key, task, options)
        : this.dispatcher.run(key, task);
    promise.then(
      (value) => this.log.push(`done ${id} ${value}`),
      (reason) => this.log.push(`failed ${id} ${reason}`),
    );
  }
}

const KEYS = ['x', 'y', Number.NaN, 0, -0, '0', undefined];

function randomCall(r: Random, nextId: () => number, depth: number, extended: boolean): Call {
  const id = nextId();
  const nested =
    depth > 0 && r.chance(0.25) ? times(r.int(1, 2), () => randomCall(r, nextId, depth - 1, extended)) : [];
  const signal = extended ? r.pick(['none', 'none', 'live', 'live', 'live', 'aborted'] as const) : 'none';
  return {
    id,
    key: r.pick(KEYS.slice(0, r.int(1, KEYS.length))),
    nested,
    signal,
    replace: extended && r.chance(0.35),
  };
}

function randomStep(r: Random, model: Model, nextId: () => number, extended: boolean): Step {
  const running = model.runningIds();
  const draw = r.int(0, 9);
  if (running.length > 0 && draw < 4) return { kind: 'settle', id: r.pick(running), ok: r.chance(0.6) };
  const signalled = model.signalledIds();
  if (extended && signalled.length > 0 && draw < 6) return { kind: 'abort', id: r.pick(signalled) };
  if (extended && draw === 9) return { kind: 'idle' };
  return { kind: 'run', call: randomCall(r, nextId, 2, extended) };
}

/** Starts are strictly ordered and come first; then `idle`; promises that settle together may do so in any order. */
function tidy(log: string[]): string[] {
  const firstOther = log.findIndex((entry) => !entry.startsWith('start'));
  const cut = firstOther < 0 ? log.length : firstOther;
  const idle = log.slice(cut).findIndex((entry) => !entry.startsWith('idle'));
  const settled = idle < 0 ? log.length : cut + idle;
  return [...log.slice(0, settled), ...log.slice(settled).sort()];
}

async function compare(create: Create, seed: number, extended: boolean): Promise<Set<string>> {
  const r = random(seed);
  const limit = r.int(1, 3);
  const model = new Model(limit);
  const bench = new Bench(create(limit));
  const kinds = new Set<string>();
  let ids = 0;
  const nextId = (): number => ++ids;
  for (let round = 0; round < 40; round += 1) {
    const step = randomStep(r, model, nextId, extended);
    bench.log = [];
    bench.act(step);
    const atOnce = [...bench.log];
    await turnOfLoop();
    const expected = model.act(step);
    deepStrictEqual(tidy(bench.log), tidy(expected));
    if (step.kind === 'run')
      deepStrictEqual(
        atOnce,
        expected.filter((entry) => entry.startsWith('start')),
      );
    for (const [id, { signal }] of bench.signals) {
      strictEqual(getEventListeners(signal, 'abort').length, model.isListening(id) ? 1 : 0);
    }
    for (const entry of expected) kinds.add(entry.replace(/\d+/g, '#'));
  }
  return kinds;
}

/** Plain values, throws and thenables, whose timing only fixed scenes can show. */
async function proveSettling(create: Create): Promise<void> {
  for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2', undefined])
    throws(() => create(limit), RangeError);
  const log: string[] = [];
  const { run } = create(1);
  const fail = (): never => {
    log.push('throws');
    throw new Error('boom');
  };
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what this scene is about
  const thenable = { then: (resolve: (value: string) => void) => resolve('adopted') };
  const note = (promise: Promise<unknown>): void => {
    promise.then(
      (value) => log.push(`got ${value}`),
      (error: Error) => log.push(`caught ${error.message}`),
    );
  };
  note(run('k', () => log.push('plain')));
  note(run('k', fail));
  note(run('other', () => thenable));
  deepStrictEqual(log, ['plain']);
  await turnOfLoop(); // not the promises themselves: a wrong version may never settle them
  deepStrictEqual(log, ['plain', 'throws', 'got 1', 'caught boom', 'got adopted']);
}

async function prove(reference: string, extended: boolean): Promise<void> {
  const create = evaluate<Create>(block(reference, 'js'), 'createDispatcher');
  await proveSettling(create);
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    for (const kind of await compare(create, seed, extended)) kinds.add(kind);
  }
  const wanted = [
    'start #',
    'done # value #',
    'failed # error #',
    ...(extended ? ['failed # reason #', 'idle undefined'] : []),
  ];
  ok(wanted.every((kind) => kinds.has(kind)));
  if (extended) await proveOwnAbort(create);
}

/** A task that aborts its own signal has started and so still decides its promise. */
async function proveOwnAbort(create: Create): Promise<void> {
  const controller = new AbortController();
  const { run, idle } = create(1);
  const abortAndReturn = (): string => {
    controller.abort();
    return 'kept';
  };
  const log: unknown[] = [];
  const note = (value: unknown): number => log.push(value);
  run('k', abortAndReturn, { signal: controller.signal }).then(note, note);
  await turnOfLoop();
  idle().then(note, note);
  run('k', () => note('called'), { signal: AbortSignal.abort('early'), replace: true }).then(note, note);
  await turnOfLoop();
  deepStrictEqual(log, ['kept', undefined, 'early']);
}

const SHARED: [string, string][] = [
  ['limit < 1', 'limit < 2'],
  ['!Number.isInteger(limit)', 'limit > 9'],
  ['busy.size < limit', 'busy.size <= limit'],
  ['if (busy.has(waiting[i].key))', 'if (busy.has(String(waiting[i].key)))'],
  ['waiting.splice(i, 1)', 'waiting.splice(i)'],
  ['i += 1;\n        continue', 'i += 2;\n        continue'],
  ['busy.delete(job.key);\n', ''],
  ['      startAll();\n', ''],
];

export const dispatcher: Proof[] = [
  {
    question_id: 'coding-10',
    turn: 1,
    prove: (reference) => prove(reference, false),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        [
          'startAll();\n      settle(result);',
          'settle(result);\n      queueMicrotask(() => queueMicrotask(startAll));',
        ],
        ['waiting.push(', 'waiting.unshift('],
        ['finish(job.reject)', 'finish(job.resolve)'],
      ),
  },
  {
    question_id: 'coding-10',
    turn: 2,
    prove: (reference) => prove(reference, true),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ["finish('reject')", "finish('resolve')"],
        ["settle(job, 'reject', signal.reason)", "settle(job, 'resolve', signal.reason)"],
        ['a === b || (a !== a && b !== b)', 'a === b'],
        [
          'waiting[waiting.indexOf(old[0])] = job;',
          'waiting.push(job);\n    waiting.splice(waiting.indexOf(old[0]), 1);',
        ],
        ['job.calls.push(...other.calls);', ''],
        ['if (other !== old[0]) waiting', 'if (other === old[0]) waiting'],
        ['busy.add(job.key);\n    job.unlisten();', 'busy.add(job.key);'],
        ['other.unlisten();', ''],
        ['if (signal?.aborted) return Promise.reject(signal.reason);', ''],
        ['if (busy.size === 0) {', 'if (busy.size <= 1) {'],
        ['return busy.size === 0 ? Promise.resolve() : ', 'return '],
        ['waiting.splice(waiting.indexOf(job), 1);', ''],
      ),
  },
];
