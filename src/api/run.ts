/** The generating stages as functions: values and a data directory in, a report out. Nothing is printed, nothing exits. */

import type { Jobs } from '../generate/pipeline/jobs.ts';
import { runJobs } from '../generate/pipeline/run-jobs.ts';
import type { RunReport } from '../generate/run-report.ts';
import { createRuntime } from '../generate/runtime.ts';
import type { Question } from '../records/question.ts';
import { packageVersion } from '../store/bench/paths.ts';
import {
  type AnySettings,
  type GenerateAnswersSettings,
  type JudgeSettings,
  type RunSettings,
  withDefaults,
} from './settings.ts';
import { withJobs } from './with-jobs.ts';

/**
 * Stage 1: has models answer the questions of a bench, into `answers/<bench>/<model>.jsonl`. What is answered and still
 * valid is kept. Rejects with a UserError for bad input, before the first call; what ends the run later is `error` in the
 * report, whose tallies say what was done until then.
 */
export function generateAnswers(settings: GenerateAnswersSettings): Promise<RunReport> {
  return generate(settings);
}

/**
 * Stage 2: has judges decide on the answers on disk, into `judgments/<bench>/`. What is judged and still valid is kept.
 * Rejects and reports as `generateAnswers` does.
 */
export function judge(settings: JudgeSettings): Promise<RunReport> {
  return generate({ ...settings, judges: settings.judges ?? [] });
}

/** Both stages at once: judges decide on answers as they arrive. Rejects and reports as `generateAnswers` does. */
export function run(settings: RunSettings): Promise<RunReport> {
  return generate({ ...settings, judges: settings.judges ?? [] });
}

function generate(settings: AnySettings): Promise<RunReport> {
  const { place, calls, overwrite } = withDefaults(settings);
  return withJobs(settings, {
    sends: true,
    use: async (jobs) => {
      const { dataDir } = place;
      const questions = () => askedQuestions(jobs);
      const wiring = { dataDir, calls, refresh: overwrite, batch: settings.batch, questions };
      const tracing = await tracingOf(settings);
      try {
        return await runJobs(jobs, createRuntime(wiring, { ...settings, traced: tracing?.traced }));
      } finally {
        await tracing?.close();
      }
    },
  });
}

/** Loaded where the environment asks for spans. */
async function tracingOf({ env = {}, onProgress }: AnySettings) {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const { openTracing } = await import('../client/tracing/tracing.ts');
  const warn = (text: string) => onProgress?.({ kind: 'message', level: 'warning', text });
  return openTracing(env, { version: packageVersion(), warn });
}

/** The questions as models are sent them: what the demo models know their references by. */
function askedQuestions({ all, asking }: Pick<Jobs<never>, 'all' | 'asking'>): readonly Question[] {
  if (!asking) return all;
  return all.map((question) => ({
    ...question,
    turns: [asking.render(question).text, ...question.turns.slice(1)],
  }));
}
