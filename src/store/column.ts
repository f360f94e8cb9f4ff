/** A list of numbers that grows, outside the heap of objects. */

export interface Column {
  readonly length: number;
  /** The value at a place; NaN beyond the end. */
  at: (index: number) => number;
  /** Puts a value in a place, the next one included. */
  set: (index: number, value: number) => void;
}

/** Of whole numbers from 0 to 2^32 − 1, four bytes each. */
export function wholeColumn(): Column {
  return growing((length) => new Uint32Array(length));
}

/** Of any numbers, eight bytes each. */
export function numberColumn(): Column {
  return growing((length) => new Float64Array(length));
}

function growing<Values extends Uint32Array | Float64Array>(make: (length: number) => Values): Column {
  let values = make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    at: (index) => (index < length ? (values[index] ?? Number.NaN) : Number.NaN),
    set: (index, value) => {
      if (index > length) throw new RangeError(`place ${index} is beyond the end of ${length} values`);
      if (index === values.length) {
        const wider = make(2 * index);
        wider.set(values);
        values = wider;
      }
      values[index] = value;
      length = Math.max(length, index + 1);
    },
  };
}

export interface HashColumn {
  at: (index: number) => string | undefined;
  set: (index: number, hash: string | undefined) => void;
}

const ownHash = /^[0-9a-f]{32}$/;

/** Of hashes as `contentHash` makes them, sixteen bytes each; whatever else a file holds in their place is kept as it is. */
export function hashColumn(): HashColumn {
  let bytes = Buffer.alloc(16 * 1024);
  const others = new Map<number, string | undefined>();
  return {
    at: (index) =>
      others.has(index) ? others.get(index) : bytes.toString('hex', 16 * index, 16 * index + 16),
    set: (index, hash) => {
      if (16 * index >= bytes.length) bytes = Buffer.concat([bytes], 32 * index);
      if (hash === undefined || !ownHash.test(hash)) {
        others.set(index, hash);
        return;
      }
      others.delete(index);
      bytes.write(hash, 16 * index, 16, 'hex');
    },
  };
}
