/** Win tables in a form that is quick to draw again: by cluster, or by kind of battle. */

import { type Battles, checkBattles, gatherRows, type PairWins, pairOf } from './battles.ts';

/** Wins of each cluster: those of cluster c are entries `start[c]` … `start[c + 1] − 1` of the columns. */
export interface ClusteredWins {
  models: number;
  start: Int32Array;
  /** The pair of an entry, as `PairWins` numbers them. */
  pairs: Int32Array;
  /** In single precision, exact for halves up to 2^23: every round goes through all of them. */
  won: Float32Array;
  lost: Float32Array;
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
  const columns = { pairs: new Int32Array(1024), won: new Float32Array(1024), lost: new Float32Array(1024) };
  const place = new Int32Array((n * (n - 1)) / 2).fill(-1);
  let end = 0;
  for (let c = 0; c + 1 < start.length; c += 1) {
    const first = end;
    for (let at = gathered.start[c] ?? 0; at < (gathered.start[c + 1] ?? 0); at += 1) {
      const row = gathered.rows[at] ?? 0;
      const [i, j] = [a[row] ?? 0, b[row] ?? 0];
      const pair = pairOf(i, j);
      // A place before `first` is left over from an earlier cluster.
      const known = place[pair] ?? -1;
      const entry = known >= first ? known : end;
      if (entry === end) {
        if (end === columns.pairs.length) grow(columns);
        place[pair] = end;
        columns.pairs[end] = pair;
        end += 1;
      }
      const share = i > j ? (score[row] ?? 0) : 1 - (score[row] ?? 0);
      columns.won[entry] = (columns.won[entry] ?? 0) + share;
      columns.lost[entry] = (columns.lost[entry] ?? 0) + 1 - share;
    }
    start[c + 1] = end;
  }
  const { pairs, won, lost } = columns;
  return { models: n, start, pairs: pairs.slice(0, end), won: won.slice(0, end), lost: lost.slice(0, end) };
}

/** Battles on the same pair and cluster share an entry: doubling keeps to what there is, however many battles. */
function grow(columns: Pick<ClusteredWins, 'pairs' | 'won' | 'lost'>): void {
  const { pairs, won, lost } = columns;
  columns.pairs = new Int32Array(2 * pairs.length);
  columns.won = new Float32Array(2 * pairs.length);
  columns.lost = new Float32Array(2 * pairs.length);
  columns.pairs.set(pairs);
  columns.won.set(won);
  columns.lost.set(lost);
}

/** Overwrites `into` with the wins of a sample in which cluster c counts `multiplicities[c]` times. */
export function sumClusters(clustered: ClusteredWins, multiplicities: Int32Array, into: PairWins): void {
  const { start, pairs, won, lost } = clustered;
  const { won: wonOf, lost: lostOf } = into;
  wonOf.fill(0);
  lostOf.fill(0);
  for (let c = 0; c < multiplicities.length; c += 1) {
    const times = multiplicities[c] ?? 0;
    if (times === 0) continue;
    const end = start[c + 1] ?? 0;
    for (let entry = start[c] ?? 0; entry < end; entry += 1) {
      const pair = pairs[entry] ?? 0;
      wonOf[pair] = (wonOf[pair] ?? 0) + times * (won[entry] ?? 0);
      lostOf[pair] = (lostOf[pair] ?? 0) + times * (lost[entry] ?? 0);
    }
  }
}

/** The kinds of battle there were: one entry for each pair of models and score. */
export interface Outcomes {
  models: number;
  /** The model that won, or of a tie the one with the lower number, and the other. */
  winner: Int32Array;
  loser: Int32Array;
  /** Share of the win that goes to `winner`; the rest goes to `loser`. */
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
  const distinct = new Set<number>();
  for (let row = 0; row < score.length; row += 1) distinct.add(shareOfWinner(score[row] ?? 0));
  const scores = [...distinct].sort((x, y) => x - y);
  const ranks = new Map(scores.map((won, rank) => [won, rank]));
  const counts = new Map<number, number>();
  for (let row = 0; row < score.length; row += 1) {
    const won = score[row] ?? 0;
    const forth = won > 0.5 || (won === 0.5 && (a[row] ?? 0) < (b[row] ?? 0));
    const [winner, loser] = forth ? [a[row] ?? 0, b[row] ?? 0] : [b[row] ?? 0, a[row] ?? 0];
    const key = (winner * n + loser) * scores.length + (ranks.get(shareOfWinner(won)) ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = Float64Array.from(counts.keys()).sort();
  const cells = keys.map((key) => Math.floor(key / scores.length));
  return {
    models: n,
    winner: Int32Array.from(cells, (cell) => Math.floor(cell / n)),
    loser: Int32Array.from(cells, (cell) => cell % n),
    score: Float64Array.from(keys, (key) => scores[key % scores.length] ?? 0),
    count: Float64Array.from(keys, (key) => counts.get(key) ?? 0),
  };
}

function shareOfWinner(won: number): number {
  return Math.max(won, 1 - won);
}

/** Overwrites `into` with the wins of a sample in which kind k came up `drawn[k]` times. */
export function sumOutcomes({ winner, loser, score }: Outcomes, drawn: Float64Array, into: PairWins): void {
  into.won.fill(0);
  into.lost.fill(0);
  for (let kind = 0; kind < drawn.length; kind += 1) {
    const times = drawn[kind] ?? 0;
    const [i, j] = [winner[kind] ?? 0, loser[kind] ?? 0];
    const pair = pairOf(i, j);
    const share = times * (score[kind] ?? 0);
    const [won, lost] = i > j ? [share, times - share] : [times - share, share];
    into.won[pair] = (into.won[pair] ?? 0) + won;
    into.lost[pair] = (into.lost[pair] ?? 0) + lost;
  }
}
