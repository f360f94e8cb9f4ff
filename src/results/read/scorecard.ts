/** Finds who has judged a model: each judge with each of its sets of judge prompts, and when. */

import { programMethod } from '../../judges/judge.ts';
import { defaultPromptSet } from '../../records/judge-prompt.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import { readPairs } from '../../store/judgments/pairs.ts';
import { readSingles } from '../../store/judgments/singles.ts';
import type { RowKind } from '../scorecard/value.ts';

export interface FoundJudge {
  kind: RowKind;
  judge: string;
  /** Undefined where no row of the judge names one. */
  promptSet: string | undefined;
  judged: [first: number, last: number] | null;
}

export interface FoundJudges {
  judges: FoundJudge[];
  /** All models that anybody has judged on the bench. */
  models: string[];
}

export async function judgesOfModel(
  model: string,
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<FoundJudges> {
  const found = new Map<string, FoundJudge>();
  const models = new Set<string>();
  const add = (each: Omit<FoundJudge, 'judged'>, tstamp: number) => {
    const key = JSON.stringify([each.kind, each.judge, each.promptSet]);
    const known = found.get(key) ?? { ...each, judged: null };
    found.set(key, known);
    if (tstamp > 0) {
      const [first, last] = known.judged ?? [tstamp, tstamp];
      known.judged = [Math.min(first, tstamp), Math.max(last, tstamp)];
    }
  };
  const singles = await listJudgmentFiles(dataDir, bench, 'single');
  if (singles.length > 0) {
    const { columns, last } = await readSingles(singles);
    for (const row of last) {
      models.add(columns.model.at(row));
      if (columns.model.at(row) !== model) continue;
      const kind = columns.prompt.at(row) === programMethod ? 'program' : 'judge';
      const promptSet = kind === 'judge' ? columns.prompt_set.at(row) : undefined;
      add({ kind, judge: columns.judge.at(row), promptSet }, columns.tstamp.at(row));
    }
  }
  const files = await listJudgmentFiles(dataDir, bench, 'pair');
  if (files.length > 0) await addPairs(model, files, { add, models });
  return { judges: withoutUnnamed([...found.values()]), models: [...models].sort() };
}

async function addPairs(
  model: string,
  files: readonly string[],
  { add, models }: { add: (each: Omit<FoundJudge, 'judged'>, tstamp: number) => void; models: Set<string> },
): Promise<void> {
  const { pairs, votes } = await readPairs(files);
  const { columns } = pairs;
  for (let row = 0; row < pairs.length; row += 1) {
    const sides = [columns.model_1.at(row), columns.model_2.at(row)];
    for (const side of sides) models.add(side);
    if (!sides.includes(model) || columns.withdrawn.at(row)) continue;
    const kind = columns.games.at(row) === 1 ? 'votes' : 'pairwise';
    const promptSet = kind === 'votes' ? undefined : columns.prompt_set.at(row);
    add({ kind, judge: columns.judge.at(row), promptSet }, columns.tstamp.at(row));
  }
  for (let row = 0; row < votes.length; row += 1) {
    const sides = [votes.columns.model_a.at(row), votes.columns.model_b.at(row)];
    for (const side of sides) models.add(side);
    const judge = votes.columns.judge.at(row);
    if (sides.includes(model) && judge !== undefined) add({ kind: 'votes', judge, promptSet: undefined }, 0);
  }
}

/** Rows of a judge that name no set are shown with the default's where it has one, as `show-results` shows them. */
function withoutUnnamed(judges: FoundJudge[]): FoundJudge[] {
  return judges.filter(
    (each) =>
      each.promptSet !== undefined ||
      !judges.some(
        (other) =>
          other.kind === each.kind && other.judge === each.judge && other.promptSet === defaultPromptSet,
      ),
  );
}
