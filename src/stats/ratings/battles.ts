/** Battles as numbers: columns of typed arrays, and the win counts that are all a Bradley–Terry fit needs of them. */

/** One row a battle; all columns have the same length. */
export interface Battles {
  /** Number of models; they are numbered 0…models − 1. */
  models: number;
  /** The two models of each battle. */
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  /** 1 where `a` won, 0 where `b` won, 0.5 for a tie (half a win each way), as FastChat's `preprocess_for_bt`. */
  score: ArrayLike<number>;
}

/**
 * Wins of each model over each other, row-major models × models: entry i·models + j counts the wins of i over j, ties as
 * 0.5 for both. Throws a RangeError for columns of unequal length, an unknown model, a model against itself, or a score
 * outside 0 to 1.
 */
export function winMatrix(battles: Battles): Float64Array {
  checkBattles(battles);
  const { models: n, a, b, score } = battles;
  const wins = new Float64Array(n * n);
  for (let row = 0; row < score.length; row += 1) {
    const i = a[row] ?? 0;
    const j = b[row] ?? 0;
    const won = score[row] ?? 0;
    wins[i * n + j] = (wins[i * n + j] ?? 0) + won;
    wins[j * n + i] = (wins[j * n + i] ?? 0) + 1 - won;
  }
  return wins;
}

/** Throws the RangeErrors of `winMatrix`. */
export function checkBattles({ models, a, b, score }: Battles): void {
  if (a.length !== score.length || b.length !== score.length) {
    throw new RangeError(
      `columns of ${a.length}, ${b.length} and ${score.length} battles do not fit together`,
    );
  }
  for (let row = 0; row < score.length; row += 1) {
    const i = a[row] ?? -1;
    const j = b[row] ?? -1;
    const won = score[row] ?? -1;
    // Negated, so that NaN is refused too.
    if (!(i >= 0 && i < models && j >= 0 && j < models && i !== j && won >= 0 && won <= 1)) {
      throw new RangeError(
        `battle ${row} of models ${i} and ${j} with score ${won} is not one of ${models} models`,
      );
    }
  }
}

/** Pair p of the models i > j is i·(i − 1)/2 + j. */
export interface PairWins {
  models: number;
  /** Wins of i over j, ties half a win each way. */
  won: Float64Array;
  /** Wins of j over i. */
  lost: Float64Array;
}

export function emptyPairWins(models: number): PairWins {
  const pairs = (models * (models - 1)) / 2;
  return { models, won: new Float64Array(pairs), lost: new Float64Array(pairs) };
}

/** The number of a pair, whichever model comes first. */
export function pairOf(one: number, other: number): number {
  const [high, low] = one > other ? [one, other] : [other, one];
  return (high * (high - 1)) / 2 + low;
}

/** The two models of each pair. */
export function modelsOfPairs(models: number): { high: Int32Array; low: Int32Array } {
  const { length } = emptyPairWins(models).won;
  const [high, low] = [new Int32Array(length), new Int32Array(length)];
  for (let i = 0, pair = 0; i < models; i += 1) {
    for (let j = 0; j < i; j += 1, pair += 1) {
      high[pair] = i;
      low[pair] = j;
    }
  }
  return { high, low };
}

/** Overwrites `into`, row-major models × models, with the table of `winMatrix`. */
export function toWinMatrix({ models: n, won, lost }: PairWins, into: Float64Array): Float64Array {
  let pair = 0;
  for (let i = 0; i < n; i += 1) {
    into[i * n + i] = 0;
    for (let j = 0; j < i; j += 1) {
      into[i * n + j] = won[pair] ?? 0;
      into[j * n + i] = lost[pair] ?? 0;
      pair += 1;
    }
  }
  return into;
}

/** Rows of a table gathered by cluster: those of cluster c are `rows[start[c]]` … `rows[start[c + 1] − 1]`. */
export interface RowsByCluster {
  start: Int32Array;
  rows: Int32Array;
}

/** Gathers rows by their cluster (whole numbers from 0; some may be unused) in one counting sort. Keeps row order. */
export function gatherRows(cluster: ArrayLike<number>): RowsByCluster {
  let clusters = 0;
  for (let row = 0; row < cluster.length; row += 1) clusters = Math.max(clusters, (cluster[row] ?? 0) + 1);
  const start = new Int32Array(clusters + 1);
  for (let row = 0; row < cluster.length; row += 1) {
    const next = (cluster[row] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let c = 0; c < clusters; c += 1) start[c + 1] = (start[c + 1] ?? 0) + (start[c] ?? 0);
  const free = start.slice();
  const rows = new Int32Array(cluster.length);
  for (let row = 0; row < cluster.length; row += 1) {
    const c = cluster[row] ?? 0;
    const place = free[c] ?? 0;
    rows[place] = row;
    free[c] = place + 1;
  }
  return { start, rows };
}
