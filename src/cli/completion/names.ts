/** The names that a data directory and the package know, for completion. What cannot be read has no names. */

import { basename, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { builtInEndpoints } from '../../providers/endpoints.ts';
import { listAnswerFiles } from '../../store/answers/answers.ts';
import { loadBench } from '../../store/bench/bench-file.ts';
import { loadModels } from '../../store/bench/config-files.ts';
import { filesIn, packageDir, questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions, namesIn } from '../../store/bench/questions.ts';
import { readRecords } from '../../store/jsonl/reader.ts';
import { listJudgmentFiles } from '../../store/judgments/judgments.ts';
import type { NameKind, Place } from './complete.ts';

const judgeSchema = z.object({ judge: z.tuple([z.string(), z.string()]) });

export async function namesOf(kind: NameKind, place: Place): Promise<string[]> {
  try {
    return [...new Set(await finders[kind](place))].sort();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

const finders: Readonly<Record<NameKind, (place: Place) => Promise<string[]>>> = {
  bench: ({ dataDir }) => inBoth(dataDir, 'questions', '.jsonl'),
  set: ({ dataDir }) => inBoth(dataDir, 'judge-prompts', '.yaml'),
  suite: ({ dataDir }) => inBoth(dataDir, 'suites', '.yaml'),
  protocol: ({ dataDir }) => inBoth(dataDir, 'protocols', '.yaml'),
  spec: async ({ dataDir, config }) => Object.keys((await loadModels(dataDir, config)).models),
  endpoint: async ({ dataDir, config }) => [
    ...Object.keys(builtInEndpoints),
    ...Object.keys((await loadModels(dataDir, config)).endpoints),
  ],
  model: async ({ dataDir, bench }) => stemsOf(await listAnswerFiles(dataDir, bench), '.jsonl'),
  judge: async ({ dataDir, bench }) => {
    const files = await Promise.all(
      (['single', 'pair'] as const).map((mode) => listJudgmentFiles(dataDir, bench, mode)),
    );
    return (await Promise.all(files.flat().map(judgesIn))).flat();
  },
  category: async ({ dataDir, bench }) => {
    const questions = await loadQuestions(await questionsFile(dataDir, bench));
    const groups = (await loadBench(dataDir, bench))?.groups;
    return questions.flatMap(namesIn(groups));
  },
};

/** The judge of the first record; none where that cannot be read. */
async function judgesIn(file: string): Promise<string[]> {
  for await (const { record } of readRecords(file, judgeSchema)) return [record.judge[0]];
  return [];
}

async function inBoth(dataDir: string, folder: string, ending: string): Promise<string[]> {
  const files = await Promise.all([dataDir, packageDir].map((each) => filesIn(join(each, folder), ending)));
  return stemsOf(files.flat(), ending);
}

function stemsOf(files: readonly string[], ending: string): string[] {
  return files.map((file) => basename(file, ending));
}
