export interface Call {
  id: number;
  key: unknown;
  /** Calls the task makes synchronously when it starts. */
  nested: Call[];
  signal: 'none' | 'live' | 'aborted';
  replace: boolean;
}
export type Step =
  | { kind: 'run'; call: Call }
  | { kind: 'settle'; id: number; ok: boolean }
  | { kind: 'abort'; id: number }
  | { kind: 'idle' };

interface Entry {
  call: Call;
  /** Ids of all the promises that settle with this entry. */
  ids: number[];
}

/** The rules without any promises: what must be logged for each step, step by step. */
export class Model {
  private waiting: Entry[] = [];
  private running: Entry[] = [];
  private idlers = 0;
  private log: string[] = [];
  private readonly signalled: number[] = [];

  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  act(step: Step): string[] {
    this.log = [];
    if (step.kind === 'run') this.enter(step.call);
    else if (step.kind === 'settle') this.settle(step.id, step.ok);
    else if (step.kind === 'abort') this.abort(step.id);
    else if (this.running.length === 0) this.log.push('idle undefined');
    else this.idlers += 1;
    return this.log;
  }

  runningIds(): number[] {
    return this.running.map(({ call }) => call.id);
  }

  /** Signals that have not been aborted yet, whether or not that still matters. */
  signalledIds(): number[] {
    return this.signalled;
  }

  isListening(id: number): boolean {
    return this.waiting.some(({ call }) => call.id === id && call.signal === 'live');
  }

  private enter(call: Call): void {
    if (call.signal === 'aborted') {
      this.log.push(`failed ${call.id} reason ${call.id}`);
      return;
    }
    if (call.signal === 'live') this.signalled.push(call.id);
    const entry: Entry = { call, ids: [call.id] };
    const replaced = call.replace ? this.waiting.filter((other) => this.clash(other.call, call)) : [];
    entry.ids.push(...replaced.flatMap((other) => other.ids));
    const place = replaced[0] === undefined ? this.waiting.length : this.waiting.indexOf(replaced[0]);
    this.waiting = this.waiting.toSpliced(place, 0, entry).filter((other) => !replaced.includes(other));
    this.startWhatMay();
  }

  private clash(a: Call, b: Call): boolean {
    return new Map([[a.key, true]]).has(b.key);
  }

  private startWhatMay(): void {
    for (;;) {
      const next = this.waiting.find(
        (entry) => !this.running.some((other) => this.clash(other.call, entry.call)),
      );
      if (next === undefined || this.running.length >= this.limit) return;
      this.waiting = this.waiting.filter((entry) => entry !== next);
      this.running.push(next);
      this.log.push(`start ${next.call.id}`);
      for (const inner of next.call.nested) this.enter(inner);
    }
  }

  private settle(id: number, ok: boolean): void {
    const entry = this.running.find(({ call }) => call.id === id);
    this.running = this.running.filter((other) => other !== entry);
    this.startWhatMay();
    if (this.running.length === 0) {
      for (; this.idlers > 0; this.idlers -= 1) this.log.push('idle undefined');
    }
    for (const one of entry?.ids ?? [])
      this.log.push(ok ? `done ${one} value ${id}` : `failed ${one} error ${id}`);
  }

  private abort(id: number): void {
    this.signalled.splice(this.signalled.indexOf(id), 1);
    const entry = this.waiting.find(({ call }) => call.id === id);
    if (entry === undefined) return;
    this.waiting = this.waiting.filter((other) => other !== entry);
    for (const one of entry.ids) this.log.push(`failed ${one} reason ${id}`);
  }
}
