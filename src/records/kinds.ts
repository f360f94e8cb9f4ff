/** Every kind of file that mt-judge reads, with its schema: what `schemas/` is made from, and what `validate` checks by. */

import type { z } from 'zod';
import { answerSchema } from './answer.ts';
import { benchSchema } from './bench/bench.ts';
import { protocolSchema } from './bench/protocol.ts';
import { shotSchema } from './bench/shot.ts';
import { suiteSchema } from './bench/suite.ts';
import { judgePromptSetSchema } from './judge-prompt.ts';
import { singleJudgmentSchema } from './judgment.ts';
import { modelsFileSchema } from './models.ts';
import { pairJudgmentSchema } from './pair-judgment.ts';
import { questionFileSchema } from './question.ts';

export interface FileKind {
  schema: z.ZodType;
  /** What one file, or one line of it, is. */
  title: string;
  /** A YAML file is one value, a JSONL file has one on each line. */
  form: 'yaml' | 'jsonl';
}

export type KindName =
  | 'models'
  | 'bench'
  | 'suite'
  | 'protocol'
  | 'judge-prompts'
  | 'question'
  | 'shot'
  | 'answer'
  | 'single-judgment'
  | 'pair-judgment';

export const fileKinds: Readonly<Record<KindName, FileKind>> = {
  models: {
    schema: modelsFileSchema,
    title: 'models.yaml: endpoints, models, prices, parameters',
    form: 'yaml',
  },
  bench: {
    schema: benchSchema,
    title: 'questions/<bench>.yaml: how a bench is asked and graded',
    form: 'yaml',
  },
  suite: { schema: suiteSchema, title: 'A suite: several benches for the same models', form: 'yaml' },
  protocol: {
    schema: protocolSchema,
    title: 'protocols/<name>.yaml: bench, judge prompts, mode and scoring of an evaluation',
    form: 'yaml',
  },
  'judge-prompts': {
    schema: judgePromptSetSchema,
    title: 'judge-prompts/<set>.yaml: a set of judge prompts',
    form: 'yaml',
  },
  question: { schema: questionFileSchema, title: 'A line of questions/<bench>.jsonl', form: 'jsonl' },
  shot: { schema: shotSchema, title: 'A line of questions/shots/<bench>.jsonl', form: 'jsonl' },
  answer: { schema: answerSchema, title: 'A line of answers/<bench>/<model_id>.jsonl', form: 'jsonl' },
  'single-judgment': {
    schema: singleJudgmentSchema,
    title: 'A line of judgments/<bench>/<judge_id>_single.jsonl',
    form: 'jsonl',
  },
  'pair-judgment': {
    schema: pairJudgmentSchema,
    title: 'A line of judgments/<bench>/<judge_id>_pair.jsonl',
    form: 'jsonl',
  },
};
