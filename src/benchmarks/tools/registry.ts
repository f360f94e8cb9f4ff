/** The tools whose results can be imported, by the name after `mt-judge import`. Each is loaded when it is wanted. */

import type { ReadTool } from './tool.ts';

interface Entry {
  reads: string;
  load: () => Promise<ReadTool>;
}

export const tools: Readonly<Record<string, Entry>> = {
  'lm-eval': {
    reads: 'folder with results_*.json and samples_*.jsonl (lm_eval --log_samples)',
    load: async () => (await import('./from-lm-eval.ts')).readLmEval,
  },
  inspect: {
    reads: 'logs of Inspect: .eval or .json, a file or a folder',
    load: async () => (await import('./from-inspect.ts')).readInspect,
  },
  promptfoo: {
    reads: 'results of promptfoo eval -o results.json',
    load: async () => (await import('./from-promptfoo.ts')).readPromptfoo,
  },
  'openai-evals': {
    reads: 'logs of OpenAI evals: .jsonl, a file or a folder',
    load: async () => (await import('./from-openai-evals.ts')).readOpenaiEvals,
  },
  csv: {
    reads: 'any CSV, by --map question=<column>,answer=<column>,…',
    load: async () => (await import('./from-rows.ts')).readMappedCsv,
  },
  jsonl: {
    reads: 'any JSONL, by --map question=<field>,answer=<field>,…',
    load: async () => (await import('./from-rows.ts')).readMappedJsonl,
  },
};
