/** Who judges: those who are named, or where nobody is, the graders of the bench. */

import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type ResolvedJudge, resolveJudges } from '../generate/judgments/open-judges.ts';
import { type ResolveSettings, resolveTargets } from '../generate/resolve-targets.ts';
import type { CallSettings, JudgeChoice, JudgingSettings } from '../generate/settings.ts';
import type { Method } from '../records/bench/bench.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import type { SandboxSettings } from '../sandbox/create.ts';
import { loadBench } from '../store/bench/bench-file.ts';
import { askOfGradedBench, gradersOf } from './bench-graders.ts';

interface Choosing {
  place: { dataDir: string; bench: string };
  judging: JudgingSettings;
  calls: Pick<CallSettings, 'concurrency' | 'timeoutMs'>;
  prompts: JudgePromptSet;
  resolving: Omit<ResolveSettings, 'flag'>;
}

/**
 * The judges, once it is known by which methods the answers are had. What is wrong with their names is found before that.
 */
export async function chooseJudges(
  choice: JudgeChoice,
  { place, judging, calls, prompts, resolving }: Choosing,
): Promise<(answerMethods: ReadonlySet<Method>) => Promise<ResolvedJudge[]>> {
  const resolve = (specs: readonly string[]) =>
    resolveJudges(specs, {
      prompts,
      limit: { maxTokens: judging.maxTokens, maxTokensFlag: judging.maxTokensFlag },
      own: choice.own,
      resolveModels: (named) =>
        resolveTargets({ ...choice, specs: named }, { ...resolving, flag: '--judge' }),
      concurrency: calls.concurrency,
      timeoutMs: calls.timeoutMs,
      sandbox: sandboxOf(judging, place.dataDir),
    });
  if (choice.specs.length + (choice.own?.length ?? 0) > 0) {
    const named = await resolve(await withLanguage(choice.specs, place));
    return async () => named;
  }
  const ask = await askOfGradedBench(place);
  return (answerMethods) =>
    resolve(gradersOf(ask, answerMethods, place.bench)).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      const where = `questions/${place.bench}.yaml (ask.<method>.graders)`;
      throw new UserError(`cannot use the graders of ${where}: ${error.message}`, { cause: error });
    });
}

/** The grader `language` with the language of the bench, which a grader cannot see. */
async function withLanguage(
  specs: readonly string[],
  { dataDir, bench }: Choosing['place'],
): Promise<readonly string[]> {
  if (!specs.includes('language')) return specs;
  const language = (await loadBench(dataDir, bench))?.language;
  if (language === undefined) {
    throw new UserError(
      `--judge language: the bench ${bench} names no language: give, for example, language:ja, or write language: into questions/${bench}.yaml`,
    );
  }
  return specs.map((spec) => (spec === 'language' ? `language:${language}` : spec));
}

/** What makes its next start fast is kept with the cached replies. */
function sandboxOf({ sandbox }: JudgingSettings, dataDir: string): SandboxSettings {
  const { name = 'pyodide', allowUnsandboxed } = sandbox ?? {};
  return { name, allowUnsandboxed, cacheFolder: join(dataDir, '.cache') };
}
