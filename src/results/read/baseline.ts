/** Compares a run with a stored one: the file that `show-results --format json --questions` has written earlier. */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { defaultScale, isSameScale, nameScale } from '../../records/scale.ts';
import { asFileError, assertRegularFile } from '../../store/files/file-error.ts';
import { scaleOf } from '../charts/scale.ts';
import { type Baseline, type Drop, dropBetween, pairModels } from '../gates/drop.ts';
import type { Leaderboard, LeaderboardInput } from '../leaderboard/build.ts';
import { type QuestionMeans, questionMeans } from '../leaderboard/question-means.ts';
import type { ByQuestion } from '../render/page.ts';

const meanSchema = z.object({
  score: z.number(),
  n: z.number(),
  turns: z.record(z.string(), z.number()),
  hash: z.string().optional(),
});

const boardSchema = z.object({
  judges: z.array(z.string()),
  prompt_set: z.string().nullish(),
  asked: z
    .array(z.object({ judge: z.string(), models: z.array(z.string()), temperatures: z.array(z.number()) }))
    .default([]),
  scale: z.tuple([z.number(), z.number()]).default([defaultScale[0], defaultScale[1]]),
  models: z.array(z.object({ model: z.string(), questions: z.record(z.string(), meanSchema).optional() })),
});

const fileSchema = boardSchema.extend({
  bench: z.string(),
  mode: z.literal('single'),
  metrics: z.array(boardSchema).default([]),
});

type StoredBoard = z.infer<typeof boardSchema>;

/** What is asked of a run beyond its means: the means by question, and how they compare with a stored run. */
export async function gatherByQuestion(
  { board, input }: { board: Leaderboard; input: LeaderboardInput },
  { questions, baselineResults }: { questions?: true; baselineResults?: string },
): Promise<ByQuestion> {
  if (!questions && baselineResults === undefined) return {};
  const means = questionMeans(input.scores, input.questionHash);
  return {
    ...(questions ? { questions: means } : {}),
    ...(baselineResults === undefined
      ? {}
      : { baseline: await compareWithStored(baselineResults, { board, means }) }),
  };
}

async function compareWithStored(
  file: string,
  { board, means }: { board: Leaderboard; means: ReadonlyMap<string, QuestionMeans> },
): Promise<Baseline> {
  const stored = await readStored(file, board);
  const before = new Map(
    stored.models.flatMap(({ model, questions }): [string, QuestionMeans][] =>
      questions ? [[model, questions]] : [],
    ),
  );
  if (before.size === 0) {
    throw new UserError(
      `${file} (--baseline-results) has no scores by question: write one with show-results --bench ${board.bench} --format json --questions`,
    );
  }
  const { pairs, unpaired } = pairModels(means, before);
  if (pairs.length === 0) {
    throw new UserError(
      `${file} (--baseline-results) is about ${[...before.keys()].join(', ')}, and shown is ${[...means.keys()].join(', ') || 'nothing'}: no model is in both`,
    );
  }
  const drops = pairs.map(dropBetween);
  return {
    file,
    drops,
    warnings: [
      ...otherJudgeModels(stored, board),
      ...unpaired.now.map((model) => `${model} is not in ${file}: it is compared with nothing`),
      ...unpaired.before.map((model) => `${model} of ${file} is not shown: nothing is compared with it`),
      ...drops.flatMap((drop) => changedIn(drop, file)),
    ],
  };
}

function changedIn({ model, changed }: Drop, file: string): string[] {
  if (changed === 0) return [];
  const questions = changed === 1 ? '1 question has' : `${changed} questions have`;
  return [`${model}: ${questions} changed since ${file}: left out of the comparison`];
}

/** The stored board by the judges that are shown; of a benchmark that of their grader. */
async function readStored(file: string, board: Leaderboard): Promise<StoredBoard> {
  const value = fileSchema.safeParse(await readJson(file));
  if (!value.success) {
    throw new UserError(
      `${file} (--baseline-results) is not what show-results --mode single --format json writes: ${value.error.issues[0]?.path.join('.') || 'the whole'} is no such value`,
    );
  }
  const { bench, metrics, ...first } = value.data;
  const differ = (what: string, then: string, now: string) =>
    new UserError(
      `${file} (--baseline-results) cannot be compared with: its ${what} is ${then}, and this run's is ${now}`,
    );
  if (bench !== board.bench) throw differ('bench', bench, board.bench);
  const judges = nameJudges(board.judges);
  const stored = [first, ...metrics].find((each) => nameJudges(each.judges) === judges);
  if (!stored) throw differ('judge', nameJudges(first.judges), judges);
  const [then, now] = [stored.prompt_set ?? null, board.prompt_set ?? null];
  if (then !== now) throw differ('set of judge prompts', then ?? 'not named', now ?? 'not named');
  const scale = scaleOf(board);
  if (!isSameScale(stored.scale, scale)) throw differ('scale', nameScale(stored.scale), nameScale(scale));
  return stored;
}

async function readJson(file: string): Promise<unknown> {
  await assertRegularFile(file);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw asFileError(error, `cannot read ${file} (--baseline-results)`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${file} (--baseline-results) is not JSON`);
  }
}

function nameJudges(judges: readonly string[]): string {
  return [...judges].sort().join(', ');
}

/** One name may stand for another model by now, or be asked at another temperature: the figures still compare, with a doubt. */
function otherJudgeModels(stored: StoredBoard, { asked = [] }: Leaderboard): string[] {
  return asked.flatMap(({ judge, models, temperatures }) => {
    const then = stored.asked.find((each) => each.judge === judge);
    if (!then) return [];
    return [
      ...otherValues(`the service of judge ${judge} reports`, then.models, models),
      ...otherValues(`judge ${judge} was asked at temperature`, then.temperatures, temperatures),
    ];
  });
}

function otherValues(
  what: string,
  then: readonly (string | number)[],
  now: readonly (string | number)[],
): string[] {
  const [before, after] = [then, now].map((values) => [...values].sort().join(' or '));
  if (!before || !after || before === after) return [];
  return [`${what} ${after}, and ${before} in the stored run: the difference may be the judge's`];
}
