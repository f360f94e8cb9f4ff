/**
 * What lm-evaluation-harness calls a grader's figure: task, metric and filter, and the tasks by category below it, as in
 * the YAML files of its release 0.4.13 (lm_eval/tasks) and at commit 4e7e0d4.
 */

export interface LmEvalFigure {
  /** The task, or the group of tasks. */
  task: string;
  metric: string;
  filter: string;
  version: number | undefined;
  /** The task of a category; undefined where the benchmark is one task. */
  subtask: ((category: string) => string) | undefined;
  /** The group of a group of categories; undefined where lm-eval has none. */
  group: ((name: string) => string) | undefined;
  /** Whether the task is a group that pools its subtasks; where not, only these have figures. */
  pools: boolean;
  /** Whether lm-eval takes the mean over all samples of a document, instead of its first. */
  everySample: boolean;
  /** The metric over single instructions, which the judgments' details hold. */
  instructionMetric?: string;
}

/** Undefined for a grader that equals no task of lm-eval, such as our own. */
export function lmEvalFigure(grader: string, bench: string): LmEvalFigure | undefined {
  const own = importedFigure(grader);
  if (own) return own;
  const [, name = grader, version] = /^(.+)@([^@]+)$/.exec(grader) ?? [];
  const ifeval = /^ifeval:(strict|loose)$/.exec(name)?.[1];
  if (ifeval) return ifevalFigure(ifeval, numberOf(version));
  const [, score] = /^loglikelihood:(acc|acc_norm)$/.exec(name) ?? [];
  if (score) return { ...plain(bench.replaceAll('-', '_')), metric: score, version: 1 };
  const [, task, filter] = /^lm-eval\/([^:]+)(?::(.+))?$/.exec(name) ?? [];
  if (task === undefined) return undefined;
  const named = { ...plain(onBench(task, bench)), version: numberOf(version) };
  const code = codeMetrics[task];
  if (code) return { ...named, ...code, everySample: true };
  return { ...named, metric: 'exact_match', filter: filter ?? filters[task] ?? 'none' };
}

/** Of the harness' own verdicts, which `import lm-eval` has taken over: categories are tasks there. */
function importedFigure(judge: string): LmEvalFigure | undefined {
  const [, task, metric, filter, version] =
    /^lm-eval-[^/]+\/(.+):([^:]+):([^:@]+)(?:@(.+))?$/.exec(judge) ?? [];
  if (task === undefined || metric === undefined || filter === undefined) return undefined;
  const asTask = (name: string) => name;
  const names = {
    task,
    metric,
    filter,
    version: numberOf(version),
    subtask: asTask,
    group: asTask,
    pools: true,
  };
  const [, level] = /^prompt_level_(strict|loose)_acc$/.exec(metric) ?? [];
  const figure = { ...names, everySample: false };
  return level === undefined ? figure : { ...figure, instructionMetric: `inst_level_${level}_acc` };
}

/** The filter of tasks that have one only. */
const filters: Readonly<Record<string, string>> = {
  arc_challenge_chat: 'remove_whitespace',
  arc_challenge_llama: 'strict_match',
  mmlu_flan_cot_fewshot: 'get-answer',
  mmlu_generative: 'get_response',
  mmlu_llama: 'strict_match',
};

const codeMetrics: Readonly<Record<string, { metric: string; filter: string }>> = {
  humaneval: { metric: 'pass@1', filter: 'create_test' },
  humaneval_instruct: { metric: 'pass@1', filter: 'create_test' },
  mbpp: { metric: 'pass_at_1', filter: 'none' },
  mbpp_instruct: { metric: 'pass_at_1', filter: 'extract_code' },
};

function ifevalFigure(level: string, version: number | undefined): LmEvalFigure {
  const instructionMetric = `inst_level_${level}_acc`;
  return { ...plain('ifeval'), metric: `prompt_level_${level}_acc`, version, instructionMetric };
}

function plain(task: string): LmEvalFigure {
  const shared = { task, metric: '', filter: 'none', version: undefined, everySample: false };
  return { ...shared, ...partsOf(task) };
}

/** MATH-500 is one task of its own name. */
function onBench(task: string, bench: string): string {
  return bench === 'math-500' && /^(?:hendrycks|minerva)_math$/.test(task) ? `${task}500` : task;
}

/** Of MATH's subjects those that lm-eval shortens. */
const mathSubjects: Readonly<Record<string, string>> = {
  counting_and_probability: 'counting_and_prob',
  number_theory: 'num_theory',
  precalculus: 'precalc',
};

function partsOf(task: string): Pick<LmEvalFigure, 'subtask' | 'group' | 'pools'> {
  const isMath = /^(?:hendrycks|minerva)_math$/.test(task);
  if (isMath) {
    const subtask = (category: string) => `${task}_${mathSubjects[category] ?? category}`;
    return { subtask, group: undefined, pools: task === 'hendrycks_math' };
  }
  if (!/^mmlu(?:_|$)/.test(task)) return { subtask: undefined, group: undefined, pools: true };
  if (task === 'mmlu_generative') {
    return { subtask: (category) => `mmlu_${category}_generative`, group: withSpaces, pools: true };
  }
  const subtask = (category: string) => `${task}_${category}`;
  return { subtask, group: /^mmlu_flan/.test(task) ? withSpaces : subtask, pools: true };
}

function withSpaces(name: string): string {
  return name.replaceAll('_', ' ');
}

function numberOf(version: string | undefined): number | undefined {
  const number = Number(version);
  return version === undefined || Number.isNaN(number) ? undefined : number;
}
