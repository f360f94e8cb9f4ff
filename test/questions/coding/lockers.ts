import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Proof, Question } from '../proof.ts';
import { block, mutations, python, type Random, random, times, turn } from './harness.ts';

type Op = (string | number)[];
interface Script {
  n: number;
  ops: Op[];
}

const DRIVER = `
def plain(value):
    return {"tuple": list(value)} if isinstance(value, tuple) else value

def play(lockers, ops):
    out = []
    for name, *arguments in ops:
        try:
            out.append(plain(getattr(lockers, name)(*arguments)))
        except Exception as error:
            out.append({"error": type(error).__name__})
    return out

def drive(script):
    return play(Lockers(script["n"]), script["ops"])
`;

/** Both classes in one interpreter, played on the same calls. */
const BOTH = `${DRIVER}
def drive(script):
    return [play(Slow(script["n"]), script["ops"]), play(Lockers(script["n"]), script["ops"])]
`;

function randomOp(r: Random, n: number, names: string[], taking: number): Op {
  const owner = r.pick(['Ada', 'Bo', 'Chidi']);
  if (r.chance(taking)) return ['take', r.int(-2 * n - 1, 3 * n), owner];
  const name = r.pick(names);
  if (name === 'release') return [name, r.chance(0.1) ? r.pick([n, -n - 1, 10 ** 8]) : r.int(-n, n - 1)];
  if (name === 'lockers_of') return [name, owner];
  return [name];
}

function scripts(names: string[]): Script[] {
  const r = random(names.length);
  return times(60, (index) => {
    const n = index < 56 ? r.int(1, 12) : r.int(90, 140);
    const taking = r.pick([0.2, 0.3, 0.45]);
    const ops = times(index < 56 ? 60 : 250, () => randomOp(r, n, names, taking));
    return { n, ops: ops.flatMap((op): Op[] => (r.chance(0.6) ? [op, ['longest_gap']] : [op])) };
  });
}

/** The slow class is taken from the question. */
async function proveFirst(reference: string, question: Question): Promise<void> {
  const slowSource = block(turn(question, 1), 'python').replace('class Lockers:', 'class Slow:');
  const source = `${slowSource}\n${block(reference, 'python')}`;
  const run = await python<Script, [unknown[], unknown[]]>(source, BOTH);
  const seen = new Set<string>();
  for (const script of scripts(['release', 'release', 'longest_gap', 'lockers_of'])) {
    const [slow, fast] = run(script);
    deepStrictEqual(fast, slow);
    for (const value of slow) seen.add(JSON.stringify(value));
  }
  // A full row, an absent owner and a locker that does not exist must all have come up.
  for (const value of [{ tuple: [null, 0] }, null, [], { error: 'IndexError' }])
    ok(seen.has(JSON.stringify(value)));
  const n = 2000;
  const ops = times(n / 2, (index): Op => ['take', 0, `owner ${index % 7}`]);
  const [slow, fast] = run({
    n,
    ops: [...ops, ['longest_gap'], ['release', 3], ['take', -1, 'Bo'], ['longest_gap']],
  });
  deepStrictEqual(fast, slow);
}

/** The changed rules, played on plain arrays; earlier states are kept whole for `undo`. */
class Ring {
  private row: (string | null)[];
  private readonly past: (string | null)[][] = [];

  constructor(n: number) {
    this.row = times(n, () => null);
  }

  play(op: Op): unknown {
    const [name, first, second] = op;
    if (name === 'take') return this.take(Number(first), String(second));
    if (name === 'release') return this.release(Number(first));
    if (name === 'undo') return this.undo();
    if (name === 'lockers_of') return this.row.flatMap((owner, j) => (owner === first ? [j] : []));
    return { tuple: this.longestGap() };
  }

  private change(j: number, owner: string | null): void {
    this.past.push(this.row);
    this.row = this.row.with(j, owner);
  }

  private take(start: number, owner: string): number | null {
    const n = this.row.length;
    const j = times(n, (step) => (((start + step) % n) + n) % n).find((at) => this.row[at] === null);
    if (j === undefined) return null;
    this.change(j, owner);
    return j;
  }

  private release(j: number): unknown {
    const owner = this.row[j];
    if (owner === undefined) return { error: 'IndexError' };
    if (owner !== null) this.change(j, null);
    return owner;
  }

  private undo(): boolean {
    const before = this.past.pop();
    if (before !== undefined) this.row = before;
    return before !== undefined;
  }

  private longestGap(): [number | null, number] {
    const n = this.row.length;
    if (this.row.every((owner) => owner === null)) return [0, n];
    const lengths = times(n, (start) =>
      times(n, (step) => this.row[(start + step) % n]).findIndex((o) => o !== null),
    );
    const best = Math.max(...lengths);
    return best === 0 ? [null, 0] : [lengths.indexOf(best), best];
  }
}

async function proveSecond(reference: string): Promise<void> {
  const fast = await python<Script, unknown[]>(block(reference, 'python'), DRIVER);
  let undone = 0;
  for (const script of scripts(['release', 'release', 'undo', 'undo', 'lockers_of'])) {
    const ring = new Ring(script.n);
    const expected = script.ops.map((op) => ring.play(op));
    undone += expected.filter((value) => value === true).length;
    deepStrictEqual(fast(script), expected);
  }
  ok(undone > 100);
}

const SHARED: [string, string][] = [
  ['if self.left[a] == self.span[a]', 'if self.left[a] == self.span[b]'],
  ['self.right[a] if self.right[b] == self.span[b]', 'self.right[a] if self.right[b] > self.span[b]'],
  ['max(self.best[a], self.best[b], self.right[a] + self.left[b])', 'max(self.best[a], self.best[b])'],
  ['if node % 2 == 0 and', 'if node % 2 == 1 and'],
  ['self._first_free(start % self.n)', 'self._first_free(0)'],
  [
    'node = 2 * node if self.best[2 * node] else 2 * node + 1',
    'node = 2 * node + 1 if self.best[2 * node + 1] else 2 * node',
  ],
  ['if self.best[a] == length:', 'if self.best[b] != length:'],
];

export const lockers: Proof[] = [
  {
    question_id: 'coding-02',
    turn: 1,
    prove: proveFirst,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['j += self.n', 'j += self.n - 1'],
        ['return sorted(self.held.get(owner, ()))', 'return sorted(self.held[owner])'],
        ['return None, 0', 'return 0, 0'],
      ),
  },
  {
    question_id: 'coding-02',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['if around > length:', 'if around >= length:'],
        ['return self.n - self.right[1], around', 'return self.n - self.left[1], around'],
        [
          'if length == self.n:\n            return 0, length\n',
          'if length > self.n:\n            return 0, length\n',
        ],
        ['if j < 0:', 'if j < -1:'],
        ['self.done.append((j, None))', 'pass'],
        ['self.done.append((j, owner))', 'pass'],
        ['j, owner = self.done.pop()', 'j, owner = self.done.pop(0)'],
      ),
  },
];
