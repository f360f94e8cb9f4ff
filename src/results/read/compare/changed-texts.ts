/** Finds what was asked, answered and judged on the questions that changed: where the texts stand, and the scores. */

import { existsSync } from 'node:fs';
import { type Question, questionKey } from '../../../records/question.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { listJudgmentFiles } from '../../../store/judgments/judgments.ts';
import { readSingles, type SingleFiles } from '../../../store/judgments/singles.ts';
import type { CompareSettings } from '../../compare/settings.ts';
import { flagBit } from '../../report/flags.ts';
import { spanOf } from '../provenance.ts';
import { type PlacedScore, placeAnswers, scoreFlags, scoreLine } from '../report/lines.ts';
import type { TextPlaces } from '../report/texts.ts';
import { questionsFor } from '../rows/bench.ts';
import { onOneScale } from '../rows/one-scale.ts';
import { narrow, toLeaderboardInput } from '../single.ts';

/** The changed questions of one bench, by whichever judge and candidate. */
export interface WantedTexts {
  bench: string;
  judges: readonly string[];
  /** The base among them. */
  models: readonly string[];
  keys: ReadonlySet<string>;
}

export interface ChangedTexts extends TextPlaces {
  scores: readonly PlacedScore[];
  /** By judge: seconds since 1970 of the first and the last judgment. */
  judged: ReadonlyMap<string, [number, number] | null>;
}

/** Reads the files of the bench once more, keeping no text. */
export async function placeChangedTexts(
  wanted: WantedTexts,
  settings: CompareSettings,
): Promise<ChangedTexts> {
  const { bench, models, keys } = wanted;
  const { dataDir } = settings;
  const all = await questionsFor(keys, { dataDir, bench }, true);
  const questions = new Map<string, Question>();
  for (const question of all ?? []) {
    if (keys.has(questionKey(question))) questions.set(questionKey(question), question);
  }
  const answered = models.filter((model) => existsSync(answersFile(dataDir, bench, model)));
  const answers = await placeAnswers(answered, questions, { dataDir, bench });
  const judged = new Map<string, [number, number] | null>();
  const scores: PlacedScore[] = [];
  const read = await readSingles(await listJudgmentFiles(dataDir, bench, 'single'));
  for (const judge of wanted.judges) {
    const found = await scoresOf({ read, judge, wanted }, settings);
    judged.set(judge, found.judged);
    for (const each of found.scores) scores.push(each);
  }
  return {
    questions,
    answers: answers.filter(({ question }) => keys.has(question)),
    scores,
    games: [],
    judged,
  };
}

/** The mean of a model's scores on a question, by one judge; null where none counts. */
export function meanScore(
  scores: readonly PlacedScore[],
  of: Pick<PlacedScore, 'model' | 'judge' | 'question'>,
): number | null {
  const bad = flagBit('unparsed') | flagBit('stale');
  const counted = scores.filter(
    ({ model, judge, question, flags }) =>
      model === of.model && judge === of.judge && question === of.question && (flags & bad) === 0,
  );
  if (counted.length === 0) return null;
  return counted.reduce((sum, { score }) => sum + score, 0) / counted.length;
}

/** The rows that the comparison has used: the same selection, on the same scale. */
async function scoresOf(
  { read, judge, wanted }: { read: SingleFiles; judge: string; wanted: WantedTexts },
  { dataDir, judgePrompts }: CompareSettings,
): Promise<{ scores: PlacedScore[]; judged: [number, number] | null }> {
  const options = { dataDir, bench: wanted.bench, judge: [judge], modelList: [...wanted.models] };
  const narrowed = await narrow(
    read,
    judgePrompts === undefined ? options : { ...options, judgePrompts },
    true,
  );
  const { columns, last } = onOneScale(narrowed).rows;
  const { scores } = await toLeaderboardInput(narrowed, options, true);
  const flags = scoreFlags({ columns, length: read.length, last }, scores);
  const rows = [...last];
  return {
    scores: rows
      .filter((row) => wanted.keys.has(columns.question.at(row)))
      .map((row) => scoreLine(columns, row, flags)),
    judged: spanOf(rows.map((row) => columns.tstamp.at(row))),
  };
}
