/** A column of a table: values by row, kept as numbers outside the heap of objects. */

export interface Cells<Value> {
  at: (row: number) => Value;
  /** Sets a row that is there, or the next one. (A method, so that columns of any values make a table.) */
  set(row: number, value: Value): void;
}

export interface Column<Value> extends Cells<Value> {
  /** The first rows, in a form that another thread can be sent. */
  dump: (rows: number) => ColumnDump;
  /** Sets the rows from `row` on to those of a column of the same kind. */
  load: (row: number, dump: ColumnDump) => void;
}

export interface ColumnDump {
  numbers: Numbers;
  /** What the numbers stand for, or the rows that no number stands for. */
  values: readonly unknown[];
}

/** A column whose equal values have one number, from 0 in the order of first appearance. */
export interface NameColumn<Value> extends Column<Value> {
  numberAt: (row: number) => number;
  /** By number. */
  values: readonly Value[];
}

type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Of any numbers. */
export function numberColumn(): Column<number> {
  let numbers = new Float64Array(64);
  return {
    at: (row) => numbers[row] ?? Number.NaN,
    set: (row, value) => {
      if (row >= numbers.length) numbers = grown(numbers, new Float64Array(2 * row));
      numbers[row] = value;
    },
    dump: (rows) => ({ numbers: numbers.slice(0, rows), values: [] }),
    load: (row, { numbers: more }) => {
      const rows = row + more.length;
      if (rows > numbers.length) numbers = grown(numbers, new Float64Array(rows));
      numbers.set(more, row);
    },
  };
}

/** Of values that many rows have in common, such as strings or their absence; columns may have their `names` in common. */
export function nameColumn<Value>(names: Names<Value> = createNames()): NameColumn<Value> {
  let numbers = new Uint32Array(64);
  const { values, numberOf } = names;
  const set = (row: number, value: Value) => {
    if (row >= numbers.length) numbers = grown(numbers, new Uint32Array(2 * row));
    numbers[row] = numberOf(value);
  };
  return {
    values,
    set,
    at: (row) => values[numbers[row] ?? -1] as Value,
    numberAt: (row) => numbers[row] ?? -1,
    dump: (rows) => ({ numbers: numbers.slice(0, rows), values }),
    load: (row, dump) => {
      const own = dump.values.map((value) => numberOf(value as Value));
      const rows = row + dump.numbers.length;
      if (rows > numbers.length) numbers = grown(numbers, new Uint32Array(rows));
      for (const [index, number] of dump.numbers.entries()) numbers[row + index] = own[number] ?? -1;
    },
  };
}

/** Numbers for values: see `NameColumn`. */
export interface Names<Value> {
  values: readonly Value[];
  numberOf: (value: Value) => number;
}

export function createNames<Value>(): Names<Value> {
  const numbers = new Map<Value, number>();
  const values: Value[] = [];
  let last = -1;
  const numberOf = (value: Value): number => {
    // Names come in runs, and two strings are compared sooner than one is hashed.
    if (last >= 0 && values[last] === value) return last;
    last = numbers.get(value) ?? values.push(value) - 1;
    if (last === values.length - 1) numbers.set(value, last);
    return last;
  };
  return { values, numberOf };
}

/** Bytes of a hash as `contentHash` makes it. */
const hashSize = 16;
const hashPattern = /^[0-9a-f]{32}$/;
const noHash = '0'.repeat(2 * hashSize);

/** Of hashes that most rows have to themselves, or none; whatever else stands in their place is kept as it is. */
export function hashColumn(): Column<string | undefined> {
  let bytes = Buffer.alloc(64 * hashSize);
  const others = new Map<number, string>();
  let written = 0;
  const reserve = (end: number, size: number) => {
    if (end > bytes.length) bytes = grown(bytes, Buffer.alloc(size));
  };
  return {
    at: (row) => {
      const hash = bytes.toString('hex', row * hashSize, (row + 1) * hashSize);
      return hash === noHash ? others.get(row) : hash;
    },
    set: (row, value) => {
      reserve((row + 1) * hashSize, 2 * row * hashSize);
      // What is new is all zeros.
      if (value === undefined && row >= written) return;
      written = Math.max(written, row + 1);
      const isHash = value !== undefined && value !== noHash && hashPattern.test(value);
      bytes.write(isHash ? value : noHash, row * hashSize, 'hex');
      if (value === undefined || isHash) others.delete(row);
      else others.set(row, value);
    },
    dump: (rows) => ({
      numbers: new Uint8Array(bytes.subarray(0, rows * hashSize)),
      values: [...others].filter(([row]) => row < rows),
    }),
    load: (row, { numbers, values }) => {
      const end = row * hashSize + numbers.length;
      reserve(end, end);
      bytes.set(numbers, row * hashSize);
      written = end / hashSize;
      for (const [own, value] of values as [number, string][]) others.set(row + own, value);
    },
  };
}

function grown<Values extends Numbers>(values: Values, larger: Values): Values {
  larger.set(values);
  return larger;
}
