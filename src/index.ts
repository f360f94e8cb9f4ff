/**
 * The public API: what the commands do, as functions on values and a data directory. They print nothing, listen for no
 * signal and exit nothing; an AbortSignal stops them, a callback follows them. See docs/api.md.
 */

export { type CompareModelsSettings, compare } from './api/compare.ts';
export type { CompletionPlan, CompletionSettings } from './api/completion.ts';
export { type ContaminationSettings, contamination, prepareCompletion } from './api/contamination.ts';
export { estimate } from './api/estimate.ts';
export { type ResultsSettings, results } from './api/results.ts';
export { generateAnswers, judge, run } from './api/run.ts';
export type { GenerateAnswersSettings, JudgeSettings, RunSettings, SharedSettings } from './api/settings.ts';
export { BudgetError, ProviderError, UserError } from './errors.ts';
export type { Estimate } from './generate/dry-run/estimate.ts';
export type { RunReport } from './generate/run-report.ts';
export type { AnsweringSettings, CallSettings, JudgingSettings, ModelChoice } from './generate/settings.ts';
export type { Match, PairMatch, SingleMatch } from './judges/match.ts';
export type { Verdict } from './judges/model/verdict.ts';
export type { JudgeFunction, OwnJudge as Judge, ProgramVerdict } from './judges/program.ts';
export type { ModelTarget as Model } from './providers/resolve-model.ts';
export type { Answer } from './records/answer.ts';
export type { Call, Usage } from './records/calls/call.ts';
export type { JudgePromptSet } from './records/judge-prompt.ts';
export type { SingleJudgment } from './records/judgment.ts';
export type { ModelsFile } from './records/models.ts';
export type { PairJudgment } from './records/pair-judgment.ts';
export type { Question } from './records/question.ts';
export type { CompareValue } from './results/compare/value.ts';
export type { ContaminationValue } from './results/contamination/value.ts';
export type { PairJson as PairResults } from './results/pairwise/output.ts';
export type { BoardJson as SingleResults } from './results/render/json.ts';
