/** What a run is to do: models that answer, judges that judge, or both at once. */

import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import type { Question, QuestionId } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { Asking } from '../answers/asking/asking.ts';
import type { AnswerInput } from '../answers/plan-for.ts';
import type { JudgmentInput } from '../judgments/job.ts';
import type { Mode } from '../judgments/mode.ts';
import type { ResolvedJudge } from '../judgments/open-judges.ts';
import type { AnsweringSettings } from '../settings.ts';

export interface Jobs<Record> {
  dataDir: string;
  bench: string;
  /** Every question of the bench, selected or not. */
  all: readonly Question[];
  questions: readonly Question[];
  /** What is done already is done again. */
  overwrite: boolean;
  models: readonly ModelTarget[];
  answering: AnsweringSettings;
  /** Undefined for a bench that does not say how it is asked, and where nothing is. */
  asking?: Asking | undefined;
  /** True where the user has named the model, and so answers for its identity. */
  named: boolean;
  /** Undefined where nothing is judged. */
  judging?: Judging<Record> | undefined;
}

export interface Judging<Record> {
  judges: readonly ResolvedJudge[];
  mode: Mode<Record>;
  prompts: JudgePromptSet;
  repeats: number;
  /** Answers on disk that stay as they are. */
  existing: readonly AnswerReader[];
}

/** Takes jobs of either kind of judgment. */
export type UseJobs<Result> = <Record extends { question_id: QuestionId }>(
  jobs: Jobs<Record>,
) => Promise<Result>;

export function answerInput<Record>(jobs: Jobs<Record>): AnswerInput {
  const { dataDir, bench, all, questions, overwrite, named, answering, asking } = jobs;
  return { dataDir, bench, all, questions, overwrite, named, settings: answering, asking };
}

/** `answering`: the readers of the models that answer in this run. */
export function judgmentInput<Record>(
  { dataDir, bench, questions, overwrite }: Jobs<Record>,
  { mode, prompts, repeats, existing }: Judging<Record>,
  answering: readonly AnswerReader[],
): JudgmentInput<Record> {
  const readers = [...existing, ...answering];
  return { dataDir, bench, questions, overwrite, mode, prompts, repeats, readers };
}
