/** A list of numbers that grows, outside the heap of objects. */

export interface Column {
  readonly length: number;
  /** The value at a place that has been set. */
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

/**
 * Values in a block. Blocks stay where they are: one array that grows would be copied, and half of it empty. The first one
 * alone begins small and grows, so that short lists take little room.
 */
const blockBits = 13;
const blockSize = 1 << blockBits;
const withinBlock = blockSize - 1;
const smallest = 1 << 6;

/** How many values the block of `index` is to have room for. */
function roomFor(index: number): number {
  if (index >= blockSize) return blockSize;
  return Math.max(smallest, 2 ** Math.ceil(Math.log2(index + 1)));
}

function growing<Values extends Uint32Array | Float64Array>(make: (length: number) => Values): Column {
  const blocks: Values[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    at: (index) => blocks[index >>> blockBits]?.[index & withinBlock] ?? Number.NaN,
    set: (index, value) => {
      if (index > length) throw new RangeError(`place ${index} is beyond the end of ${length} values`);
      const number = index >>> blockBits;
      const within = index & withinBlock;
      let block = blocks[number];
      if (!block || within >= block.length) {
        const former = block;
        block = make(roomFor(index));
        if (former) block.set(former);
        blocks[number] = block;
      }
      block[within] = value;
      if (index === length) length += 1;
    },
  };
}

export interface HashColumn {
  at: (index: number) => string | undefined;
  set: (index: number, hash: string | undefined) => void;
}

/** Of hashes as `contentHash` makes them, sixteen bytes each; whatever else a file holds in their place is kept as it is. */
export function hashColumn(): HashColumn {
  const blocks: Buffer[] = [];
  const others = new Map<number, string | undefined>();
  return {
    at: (index) => {
      if (others.has(index)) return others.get(index);
      const start = 16 * (index & withinBlock);
      return blocks[index >>> blockBits]?.toString('hex', start, start + 16);
    },
    set: (index, hash) => {
      const number = index >>> blockBits;
      const start = 16 * (index & withinBlock);
      let block = blocks[number];
      if (!block || start >= block.length) {
        const former = block;
        block = Buffer.alloc(16 * roomFor(index));
        if (former) former.copy(block);
        blocks[number] = block;
      }
      if (hash === undefined || !writeHash(hash, block, start)) others.set(index, hash);
      else if (others.size > 0) others.delete(index);
    },
  };
}

/** Writes a hash of `contentHash` as its sixteen bytes; false for any other text, of which there may be a part then. */
function writeHash(hash: string, block: Buffer, start: number): boolean {
  if (hash.length !== 32) return false;
  for (let at = 0; at < 16; at += 1) {
    const byte = 16 * digitOf(hash.charCodeAt(2 * at)) + digitOf(hash.charCodeAt(2 * at + 1));
    if (byte < 0) return false;
    block[start + at] = byte;
  }
  return true;
}

/** The value of a digit as `contentHash` writes it; of any other sign a number that no second digit brings back to 0. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1000;
}
