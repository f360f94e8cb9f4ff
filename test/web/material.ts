/** A bench with two judges and pair judgments, made by the commands themselves, and its report. */

import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import type { Row } from '../support/scene.ts';

export interface ReportFolder extends DataDir {
  /** `show-results` on the folder's bench. */
  show: (...args: string[]) => ReturnType<typeof run>;
}

const categories = ['writing', 'math', 'coding', 'stem'];

const questions = Array.from({ length: 12 }, (_, index) => ({
  question_id: index + 1,
  category: categories[index % 4],
  turns: [`What is **${index + 1}** and why?`, `Now as code: \`${index}\`. It costs $5 and $6.`],
  ...(index % 4 === 1 ? { reference: [`It is $x^${index}$.`, 'The same, as code.'] } : {}),
}));

/** The demo models and the demo judge, and a second judge that is of another mind now and then. */
export async function reportFolder(): Promise<ReportFolder> {
  const data = makeDataDir();
  await data.write('questions/small.jsonl', questions);
  const at = ['--bench', 'small', '--data-dir', data.path, '--quiet'];
  const models = ['offline/reference', 'offline/terse', 'offline/echo'];
  const done = [
    await run('gen-answers', [...at, '--model', ...models]),
    await run('gen-judgment', [...at, '--judge', 'offline/judge']),
    await run('gen-judgment', [...at, '--judge', 'offline/judge', '--mode', 'pairwise-all']),
  ];
  const failed = done.find(({ code }) => code !== 0);
  if (failed) throw new Error(failed.stderr);
  const rows = await data.records('judgments/small/judge_single.jsonl');
  await data.write('judgments/small/other_single.jsonl', rows.map(ofAnotherMind));
  return {
    ...data,
    show: (...args) => run('show-results', ['--bench', 'small', '--data-dir', data.path, ...args]),
  };
}

function ofAnotherMind(row: Row, index: number): Row {
  const judge = ['other', row.judge[1]];
  if (index === 5)
    return { ...row, judge, score: -1, judgment: 'Who can tell?', unparsed: 'the reply has no verdict' };
  const score = Math.min(10, Math.max(1, row.score + (index % 7 === 0 ? 4 : (index % 3) - 1)));
  return { ...row, judge, score, judgment: `${row.judgment} [[${score}]]` };
}
