/**
 * Time and memory of planning a million answers: 70 models on a bench of 14,042 questions (MMLU's number), answers and
 * verdicts of none, half and all of them on disk. `BENCH_MODELS` makes it smaller; `BENCH_OTHER` names another checkout whose
 * build takes turns with this one.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prose, writeRows } from './corpus.ts';
import { bin, checkouts, roomFor, runMeasured, runPlain, tell } from './measured-process.ts';

const count = 14_042;
const models = Array.from({ length: Number(process.env.BENCH_MODELS ?? 70) }, (_, index) => `model-${index}`);
const folder = roomFor(models.length * count * 2000);
const bench = ['--bench', 'many', '--quiet'];

function* questions() {
  for (let index = 0; index < count; index += 1) {
    yield {
      question_id: `many-${index}`,
      category: `subject ${index % 57}`,
      turns: [`${prose(300)} (${index}) End with the number alone on the last line, after ####.`],
      reference: [`${prose(150)}\n#### ${index}`],
      target: String(index),
    };
  }
}

if (folder !== undefined) {
  try {
    writeRows(join(folder, 'questions', 'many.jsonl'), questions());
    writeFileSync(
      join(folder, 'questions', 'many.yaml'),
      'title: many\nask:\n  generate:\n    max_tokens: 1024\n    graders: [number]\n',
    );
    runPlain([bin('gen-answers'), ...bench, '--model', 'offline/reference'], folder);
    runPlain([bin('gen-judgment'), ...bench], folder);
    await planAll(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All models answer and are judged alike: one model's rows, written by the commands, are given to all under their names. */
async function planAll(folder: string): Promise<void> {
  const answers = join(folder, 'answers', 'many');
  const judgments = join(folder, 'judgments', 'many', 'number-1_single.jsonl');
  const [answered, judged] = [rowsOf(join(answers, 'reference.jsonl')), rowsOf(judgments)];
  rmSync(answers, { recursive: true });
  mkdirSync(answers);
  const give = (share: number) => {
    for (const name of models) append(join(answers, `${name}.jsonl`), answered, { name, share });
  };
  const judge = (share: number) => {
    rmSync(judgments, { force: true });
    for (const name of models) append(judgments, judged, { name, share });
  };
  await plan(folder, 'answers, none there', 'gen-answers');
  give(0.5);
  await plan(folder, 'answers, half there', 'gen-answers');
  rmSync(answers, { recursive: true });
  mkdirSync(answers);
  give(1);
  await plan(folder, 'answers, all there', 'gen-answers');
  for (const [share, what] of [
    [0, 'none'],
    [0.5, 'half'],
    [1, 'all'],
  ] as const) {
    judge(share);
    await plan(folder, `verdicts, ${what} there`, 'gen-judgment');
  }
  await plan(folder, 'a run, all there', 'gen-answers', []);
  await plan(folder, 'a run, all there', 'gen-judgment', []);
}

function rowsOf(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

function append(
  file: string,
  rows: readonly string[],
  { name, share }: { name: string; share: number },
): void {
  const own = rows
    .slice(0, rows.length * share)
    .map((row) => row.replaceAll('"reference"', `"${name}"`).replace('"offline"', '"openai"'));
  writeFileSync(file, own.map((row) => `${row.replace(',"demo":true', '')}\n`).join(''), { flag: 'a' });
}

async function plan(cwd: string, what: string, command: string, flags = ['--dry-run']): Promise<void> {
  const asked = command === 'gen-answers' ? ['--model', ...models.map((name) => `openai/${name}`)] : [];
  for (const checkout of checkouts()) {
    const run = await runMeasured([bin(command, checkout), ...bench, ...asked, ...flags], {
      cwd,
      env: { OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
    });
    if (run.code !== 0) throw new Error(`it ended with ${run.code}: ${run.stderr}`);
    process.stdout.write(
      `${command} ${flags.join(' ')}, ${models.length * count} ${what}: ${tell(run)}, ${checkout}\n`,
    );
    if (process.env.BENCH_SHOW) process.stdout.write(run.stdout);
  }
}
