/** Win tables in a form that is quick to draw again: by cluster, or by kind of battle. */

import { type Battles, checkBattles, gatherRows } from './battles.ts';

/** Wins of each cluster: those of cluster c are entries `start[c]` … `start[c + 1] − 1` of `cells` and `wins`. */
export interface ClusteredWins {
  start: Int32Array;
  /** Place of an entry in the row-major models × models table. */
  cells: Int32Array;
  wins: Float64Array;
}

/**
 * Sums battles to win counts by cluster (whole numbers from 0, one a battle; ties half a win each way). The sum over
 * clusters is `winMatrix`. Throws as `winMatrix` does, and for a column of clusters of another length.
 */
export function winsByCluster(battles: Battles, cluster: ArrayLike<number>): ClusteredWins {
  checkBattles(battles);
  const { models: n, a, b, score } = battles;
  if (cluster.length !== score.length) {
    throw new RangeError(`${score.length} battles need ${score.length} clusters, not ${cluster.length}`);
  }
  const gathered = gatherRows(cluster);
  const start = new Int32Array(gathered.start.length);
  // A battle fills two cells at most: the one of a's wins and the one of b's.
  const cells = new Int32Array(2 * score.length);
  const wins = new Float64Array(2 * score.length);
  const place = new Int32Array(n * n).fill(-1);
  let end = 0;
  const add = (cell: number, share: number, first: number) => {
    if (share === 0) return;
    // A place before `first` is left over from an earlier cluster.
    const known = place[cell] ?? -1;
    const entry = known >= first ? known : end;
    if (entry === end) {
      place[cell] = end;
      cells[end] = cell;
      end += 1;
    }
    wins[entry] = (wins[entry] ?? 0) + share;
  };
  for (let c = 0; c + 1 < start.length; c += 1) {
    const first = end;
    for (let at = gathered.start[c] ?? 0; at < (gathered.start[c + 1] ?? 0); at += 1) {
      const row = gathered.rows[at] ?? 0;
      const i = a[row] ?? 0;
      const j = b[row] ?? 0;
      add(i * n + j, score[row] ?? 0, first);
      add(j * n + i, 1 - (score[row] ?? 0), first);
    }
    start[c + 1] = end;
  }
  return { start, cells: cells.slice(0, end), wins: wins.slice(0, end) };
}

/** Overwrites `into` (models × models) with the wins of a sample in which cluster c counts `multiplicities[c]` times. */
export function sumClusters(
  { start, cells, wins }: ClusteredWins,
  multiplicities: Int32Array,
  into: Float64Array,
): void {
  into.fill(0);
  for (let c = 0; c < multiplicities.length; c += 1) {
    const times = multiplicities[c] ?? 0;
    if (times === 0) continue;
    const end = start[c + 1] ?? 0;
    for (let entry = start[c] ?? 0; entry < end; entry += 1) {
      const cell = cells[entry] ?? 0;
      into[cell] = (into[cell] ?? 0) + times * (wins[entry] ?? 0);
    }
  }
}

/** The kinds of battle there were: one entry for each pair of models and score. */
export interface Outcomes {
  /** Places in the table of the wins of one model over the other, and the reverse. */
  cells: Int32Array;
  mirrored: Int32Array;
  /** Share of the win that goes to `cells`; the rest goes to `mirrored`. */
  score: Float64Array;
  /** How many battles were of this kind. */
  count: Float64Array;
}

/**
 * Battles counted by pair and score, as FastChat's `preprocess_for_bt`; sides do not matter, nor does the order of rows.
 * Meant for few distinct scores. Throws as `winMatrix` does.
 */
export function distinctOutcomes(battles: Battles): Outcomes {
  checkBattles(battles);
  const { models: n, a, b, score } = battles;
  const scores = [...new Set(Float64Array.from(score).map((won) => Math.max(won, 1 - won)))].sort();
  const ranks = new Map(scores.map((won, rank) => [won, rank]));
  const counts = new Map<number, number>();
  for (let row = 0; row < score.length; row += 1) {
    const won = score[row] ?? 0;
    const [i, j] =
      won > 0.5 || (won === 0.5 && (a[row] ?? 0) < (b[row] ?? 0)) ? [a[row], b[row]] : [b[row], a[row]];
    const key = ((i ?? 0) * n + (j ?? 0)) * scores.length + (ranks.get(Math.max(won, 1 - won)) ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = Float64Array.from(counts.keys()).sort();
  const cells = Int32Array.from(keys, (key) => Math.floor(key / scores.length));
  return {
    cells,
    mirrored: cells.map((cell) => (cell % n) * n + Math.floor(cell / n)),
    score: Float64Array.from(keys, (key) => scores[key % scores.length] ?? 0),
    count: Float64Array.from(keys, (key) => counts.get(key) ?? 0),
  };
}
