/** Rows of several files as one list, each made when it is asked for, and where each stands on disk. */

import type { Span } from '../../store/jsonl/record-index.ts';
import { type Rows, rowsOf } from '../../store/tables/rows.ts';

/** Where a record stands. */
export interface RecordPlace {
  file: string;
  span: Span;
}

export interface LiveRows<Row> extends Rows<Row> {
  placeAt: (index: number) => RecordPlace;
  /** The key of the row's question, and the place that rows of its key share: neither makes the row. */
  questionAt: (index: number) => string;
  keyAt: (index: number, placeOf: PlaceOf) => number;
}

/** The place of a row's key: those with equal round, whom they are about, and question share one. */
export type PlaceOf = (round: number, whom: number, question: number) => number;

/** What a file's columns tell of their rows. */
export type RowColumns<Row> = Pick<LiveRows<Row>, 'at' | 'questionAt' | 'keyAt'> & {
  readonly length: number;
  spanAt: (index: number) => Span;
};

/** The rows that the files have now: what is appended later is not among them. */
export function joinRows<Row>(files: readonly { file: string; columns: RowColumns<Row> }[]): LiveRows<Row> {
  const parts: { from: number; to: number; file: string; columns: RowColumns<Row> }[] = [];
  let length = 0;
  for (const { file, columns } of files) {
    if (columns.length === 0) continue;
    parts.push({ from: length, to: length + columns.length, file, columns });
    length += columns.length;
  }
  let recent = parts[0];
  const partOf = (index: number) => {
    // Rows are walked over in their order.
    if (!recent || index < recent.from || index >= recent.to) {
      recent = parts.find(({ to }) => index < to);
    }
    if (!recent || index < 0) throw new RangeError('there is no such row');
    return recent;
  };
  const pick = <Value>(index: number, from: (columns: RowColumns<Row>, own: number) => Value): Value => {
    const part = partOf(index);
    return from(part.columns, index - part.from);
  };
  return {
    ...rowsOf(length, (index) => pick(index, (columns, own) => columns.at(own))),
    placeAt: (index) => ({
      file: partOf(index).file,
      span: pick(index, (columns, own) => columns.spanAt(own)),
    }),
    questionAt: (index) => pick(index, (columns, own) => columns.questionAt(own)),
    keyAt: (index, placeOf) => pick(index, (columns, own) => columns.keyAt(own, placeOf)),
  };
}

/** The places of the last row of each key, in the order of the keys; `onReplaced` is told of the others. */
export function lastRows(rows: LiveRows<unknown>, onReplaced: (index: number) => void): Uint32Array {
  const placeOf = placesOfKeys();
  const last = new Uint32Array(rows.length);
  let keys = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const key = rows.keyAt(index, placeOf);
    if (key < keys) onReplaced(last[key] ?? 0);
    keys = Math.max(keys, key + 1);
    last[key] = index;
  }
  return last.subarray(0, keys);
}

/** Places in order of first appearance. */
function placesOfKeys(): PlaceOf {
  const places: Map<number, number>[][] = [];
  let count = 0;
  return (round, whom, question) => {
    const ofRound = places[round] ?? [];
    places[round] = ofRound;
    const own = ofRound[whom] ?? new Map<number, number>();
    ofRound[whom] = own;
    const earlier = own.get(question);
    if (earlier !== undefined) return earlier;
    own.set(question, count);
    count += 1;
    return count - 1;
  };
}
