/** The account of the suite: what was done to each stage, and what came of it. */

import { long, seed } from './chance.ts';

/** What one round of a test adds to its row. */
export interface Entry {
  runs: number;
  kills?: number;
  faults?: number;
  /** Compared with an undisturbed run's. */
  records: number;
  /** Calls that were answered, and asked again. */
  again: number;
  /** At most as many calls may be asked again: those that were under way when the run was cut off. */
  mayAsk: number;
}

export interface Ledger {
  /**
   * Runs `work` and enters what it returns; a round that throws is entered as failed. The long form prints each round as it
   * ends, so that a run that was stopped has said something.
   */
  enter: (fault: string, work: () => Promise<Entry>) => Promise<Entry>;
  skip: (fault: string, reason: string) => void;
  /** A table in Markdown, with its sums. */
  report: () => string;
}

type Row = Required<Entry> & { fault: string; verdict: string };

const header = ['fault', 'runs', 'kills', 'faults', 'records compared', 'asked again', 'verdict'];

export function openLedger(): Ledger {
  const rows = new Map<string, Row>();
  const ended = new Map<string, number>();
  const tell = (fault: string, verdict: string) => {
    const round = (ended.get(fault) ?? 0) + 1;
    ended.set(fault, round);
    if (long) process.stdout.write(`${fault}: round ${round} ${verdict}\n`);
  };
  const rowOf = (fault: string) => {
    const row = rows.get(fault) ?? {
      fault,
      ...{ runs: 0, kills: 0, faults: 0, records: 0, again: 0, mayAsk: 0, verdict: 'whole' },
    };
    rows.set(fault, row);
    return row;
  };
  return {
    enter: async (fault, work) => {
      const row = rowOf(fault);
      try {
        const entry = await work();
        addUp(row, { kills: 0, faults: 0, ...entry });
        tell(fault, 'whole');
        return entry;
      } catch (error) {
        row.verdict = 'FAILED';
        tell(fault, 'FAILED');
        throw error;
      }
    },
    skip: (fault, reason) => {
      rowOf(fault).verdict = `skipped: ${reason}`;
    },
    report: () => {
      const all: Row = { ...rowOf(''), fault: 'all' };
      rows.delete('');
      for (const row of rows.values()) addUp(all, row);
      all.verdict = [...rows.values()].some(({ verdict }) => verdict === 'FAILED') ? 'FAILED' : 'whole';
      const lines = [...rows.values(), all].map(cellsOf);
      const sums = `${all.kills} kills, ${all.faults} faults, ${all.records} records compared in ${all.runs} runs; seed ${seed}`;
      return `\n${[header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n${sums}\n`;
    },
  };
}

function addUp(row: Row, entry: Required<Entry>): void {
  for (const name of ['runs', 'kills', 'faults', 'records', 'again', 'mayAsk'] as const)
    row[name] += entry[name];
}

function cellsOf({ fault, runs, kills, faults, records, again, mayAsk, verdict }: Row): (string | number)[] {
  return [fault, runs, kills, faults, records, `${again} (at most ${mayAsk})`, verdict];
}
