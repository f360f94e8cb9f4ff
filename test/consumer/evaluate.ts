/** A program that uses the package as a library: all three stages, with a judge of its own among the judges. */

import {
  type Answer,
  generateAnswers,
  type JudgeFunction,
  judge,
  type RunReport,
  results,
  type SingleJudgment,
  UserError,
} from 'mt-judge';

const dataDir = process.argv[2] ?? '.';
const select = { firstN: 8 };
let events = 0;
const onProgress = () => {
  events += 1;
};

/** A longer answer is better, up to 400 characters. */
const length: JudgeFunction = (match) => {
  if (match.type !== 'single') return { winner: 'tie' };
  const characters = match.answers.at(-1)?.length ?? 0;
  return { score: Math.min(10, 1 + characters / 45), rationale: `It has ${characters} characters.` };
};

const answered: RunReport = await generateAnswers({
  dataDir,
  select,
  models: ['offline/reference', 'offline/terse'],
  onProgress,
});
const judged = await judge({ dataDir, select, judges: ['offline/judge', length], onProgress });
const again = await judge({ dataDir, select, judges: ['offline/judge', length] });
const board = await results({ dataDir, judges: ['length'] });

const refused = await generateAnswers({ dataDir, models: ['nowhere/m'] }).catch((error: unknown) => error);
const stopped = await judge({
  dataDir,
  select,
  judges: [{ id: 'never', decide: () => ({ score: 1 }) }],
  signal: AbortSignal.abort(),
});

/** Names of fields that the types promise. */
type Fields = [keyof Answer & 'choices', keyof SingleJudgment & 'rationale'];
const fields: Fields = ['choices', 'rationale'];

process.stdout.write(
  JSON.stringify({
    answered: answered.status,
    written: judged.tallies.map(({ written }) => written),
    kept: again.tallies.map(({ kept }) => kept),
    models: board.models.map(({ model, average }) => [model, average.n]),
    refused: refused instanceof UserError && refused.message.startsWith('unknown model "nowhere/m"'),
    stopped: stopped.status,
    told: events > 0,
    fields,
  }),
);
