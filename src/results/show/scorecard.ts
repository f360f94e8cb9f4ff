/** Gathers all that is on disk of one model: what judges, graders and voters make of it, bench by bench. */

import { UserError } from '../../errors.ts';
import type { Protocol } from '../../records/bench/protocol.ts';
import { defaultPromptSet } from '../../records/judge-prompt.ts';
import { loadProtocols } from '../../store/bench/suite-file.ts';
import type { PairJson } from '../pairwise/output.ts';
import { type FoundJudge, judgesOfModel } from '../read/scorecard.ts';
import type { BoardJson } from '../render/json.ts';
import { rowKinds, type Scorecard, type ScorecardRow } from '../scorecard/value.ts';
import type { ShowOptions } from '../settings.ts';
import { pairwiseValue } from './pairwise.ts';
import { singleValue } from './single.ts';

interface Wanted {
  dataDir: string;
  model: string;
  benches: readonly string[];
}

/** A model that nobody has judged is a UserError. `notes`: what could not be shown, a line each. */
export async function gatherScorecard({
  dataDir,
  model,
  benches,
}: Wanted): Promise<{ scorecard: Scorecard; notes: string[] }> {
  const notes: string[] = [];
  const protocols = await loadProtocols(dataDir, (line) => notes.push(line));
  const rows: ScorecardRow[] = [];
  const models = new Set<string>();
  for (const bench of benches) {
    const found = await judgesOfModel(model, { dataDir, bench });
    for (const each of found.models) models.add(each);
    for (const judge of asRows(found.judges)) {
      try {
        const row = await rowOf(judge, { dataDir, model, bench });
        rows.push({ ...row, protocols: protocolsOf(row, protocols) });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        notes.push(`${bench}, ${judge.judges.join(', ')}: ${error.message}`);
      }
    }
  }
  if (rows.length === 0) throw new UserError(nothingOf(model, { dataDir, notes, models }));
  return { scorecard: { model, rows: rows.sort(inOrder) }, notes };
}

function nothingOf(
  model: string,
  { dataDir, notes, models }: { dataDir: string; notes: readonly string[]; models: ReadonlySet<string> },
): string {
  const known = [...models].sort().slice(0, 20).join(', ');
  const others = known === '' ? 'nobody has judged anything' : `there are those of ${known}`;
  return `no judgments of "${model}" (--model) in ${dataDir}: ${notes[0] ?? others}`;
}

interface RowSource extends Omit<FoundJudge, 'judge'> {
  judges: string[];
}

/** The votes of a bench are one row, whoever has voted; every judge has rows of its own. */
function asRows(found: readonly FoundJudge[]): RowSource[] {
  const voters = found.filter(({ kind }) => kind === 'votes');
  const others = found.filter(({ kind }) => kind !== 'votes');
  const rows = others.map(({ judge, ...rest }): RowSource => ({ ...rest, judges: [judge] }));
  if (voters.length === 0) return rows;
  const times = voters.flatMap(({ judged }) => judged ?? []);
  const judged: FoundJudge['judged'] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : null;
  const judges = voters.map(({ judge }) => judge).sort();
  return [...rows, { kind: 'votes', promptSet: undefined, judges, judged }];
}

type Place = Pick<Wanted, 'dataDir' | 'model'> & { bench: string };

async function rowOf(source: RowSource, { dataDir, model, bench }: Place): Promise<ScorecardRow> {
  const { kind, judges, promptSet } = source;
  const options: ShowOptions = {
    ...{ dataDir, bench, format: 'json', interval: 't', self: true, judge: judges },
    mode: kind === 'judge' || kind === 'program' ? 'single' : 'pairwise-all',
    ...(promptSet === undefined ? {} : { judgePrompts: promptSet }),
  };
  const context = { benchGiven: true, warn: () => undefined };
  if (options.mode !== 'single') {
    return fromPairs(await pairwiseValue(options, context), { source, model, bench });
  }
  const board = await singleValue({ ...options, modelList: [model] }, context);
  return fromBoard(board, { source, bench });
}

function sharedOf({ source, bench }: { source: RowSource; bench: string }, board: BoardJson | PairJson) {
  const { kind, judges, judged } = source;
  const asked = board.asked ?? [];
  return {
    ...{ kind, bench, judges, judged, protocols: [], demo: board.demo },
    prompt_set: kind === 'judge' || kind === 'pairwise' ? (board.prompt_set ?? null) : null,
    judge_models: [...new Set(asked.flatMap(({ models }) => models))],
    temperatures: [...new Set(asked.flatMap(({ temperatures }) => temperatures))],
    repeats: Math.max(0, ...asked.map(({ repeats }) => repeats)),
    ...(board.sample ? { sample: board.sample } : {}),
  };
}

function fromBoard(board: BoardJson, of: { source: RowSource; bench: string }): ScorecardRow {
  const [row] = board.models;
  if (!row) throw new UserError('no judgments are left');
  const { average, coverage } = row;
  return {
    ...sharedOf(of, board),
    figure: board.grader === undefined ? 'mean score' : 'accuracy',
    ...{ score: average.score, ci: average.ci, n: average.n },
    scale: board.scale ?? (board.grader === undefined ? [1, 10] : [0, 1]),
    coverage: { judged: coverage.judged, expected: coverage.expected },
  };
}

/** The rating, which has an interval; the win rate alone where no rating fits. */
function fromPairs(
  board: PairJson,
  { model, ...of }: { source: RowSource; model: string; bench: string },
): ScorecardRow {
  const row = board.models.find((each) => each.model === model);
  if (!row) throw new UserError('no match is left');
  const { win, loss, tie, win_rate_adjusted: rate, rating, rating_ci, coverage } = row;
  const shared = {
    ...sharedOf(of, board),
    n: win + loss + tie,
    win_rate: rate,
    opponents: board.models.flatMap((each) => (each.model === model ? [] : [each.model])),
    coverage: coverage && { judged: coverage.judged, expected: coverage.expected },
  };
  if (rating === null) return { ...shared, figure: 'win rate', score: rate, ci: null, scale: [0, 1] };
  return { ...shared, figure: 'rating', score: rating, ci: rating_ci, scale: null };
}

/** By bench, mode and prompts; who judged is another question. */
function protocolsOf(
  { kind, bench, prompt_set }: ScorecardRow,
  protocols: ReadonlyMap<string, Protocol>,
): string[] {
  return [...protocols].flatMap(([name, { mode, scoring, ...protocol }]) => {
    if (protocol.bench !== bench) return [];
    if (scoring === 'accuracy') return kind === 'program' ? [name] : [];
    const isSame = (mode === 'single' ? 'judge' : 'pairwise') === kind;
    return isSame && (protocol.judge_prompts ?? defaultPromptSet) === prompt_set ? [name] : [];
  });
}

function inOrder(a: ScorecardRow, b: ScorecardRow): number {
  const byKind = rowKinds.indexOf(a.kind) - rowKinds.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  const names = ({ bench, judges, prompt_set }: ScorecardRow) => JSON.stringify([bench, judges, prompt_set]);
  return names(a) < names(b) ? -1 : 1;
}
