/**
 * Memory of gen-judgment over 100,000 answers: planned, stopped at half, resumed. Once with the demo judge, whose verdicts
 * cost no call, and once with a judge behind a server that answers at once, cached replies and all.
 */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeAnswer, makeQuestions, writeRows } from './corpus.ts';
import { bin, type Measured, roomFor, runMeasured } from './measured-process.ts';
import { startMock } from './mock.ts';

const models = 10;
const count = Number(process.env.BENCH_ANSWERS ?? 100_000);
const folder = roomFor(count * 8000);

if (folder !== undefined) {
  try {
    const questions = makeQuestions(count / models, 1);
    writeRows(join(folder, 'questions', 'many.jsonl'), questions);
    for (let index = 0; index < models; index += 1) {
      const name = `model-${index}`;
      const rows = questions.map((question) => makeAnswer(question, name));
      writeRows(join(folder, 'answers', 'many', `${name}.jsonl`), rows);
    }
    const mock = await startMock();
    for (const [who, flags] of [
      ['a demo judge', ['--judge', 'offline/judge']],
      ['a judge over HTTP', ['--judge', 'openai/judge', '--base-url', mock.url]],
    ] as const) {
      rmSync(join(folder, 'judgments'), { recursive: true, force: true });
      await judge(`${who}, from nothing, stopped at half`, flags, 0.5);
      await judge(`${who}, resumed at half`, flags);
      await judge(`${who}, everything done`, flags);
    }
    mock.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Judges until a share is done, where one is given, and reports the memory along the way. */
async function judge(what: string, flags: readonly string[], until?: number): Promise<void> {
  const memory = new Map<string, number>();
  const onProgress = (text: string, { rss }: { rss: number }, stop: () => void) => {
    for (const [, done, total] of text.matchAll(/judge: (\d+)\/(\d+)/g)) {
      const share = Number(done) / Number(total);
      memory.set(`${Math.round(share * 100)} %`, rss);
      if (until !== undefined && share >= until) stop();
    }
  };
  const args = [bin('gen-judgment'), ...flags, '--bench', 'many', '-j', '64'];
  const run = await runMeasured(args, {
    cwd: folder ?? '',
    onProgress,
    env: { OPENAI_API_KEY: 'bench' },
  });
  if (run.code !== 0 && run.code !== 130) throw new Error(`it ended with ${run.code}: ${run.stderr}`);
  const along = [...memory].map(([share, rss]) => `${share} ${rss.toFixed(0)}`).join(', ');
  process.stdout.write(
    `${count} answers, ${what}: peak ${run.peak.toFixed(0)} MB in ${run.seconds.toFixed(1)} s, ${written()} judgments on disk${along ? `; MB at ${along}` : ''}${endOf(run)}\n`,
  );
}

function written(): number {
  const text = readFileSync(join(folder ?? '', 'judgments', 'many', 'judge_single.jsonl'));
  let lines = 0;
  for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, end + 1)) lines += 1;
  return lines;
}

function endOf({ code }: Measured): string {
  return code === 130 ? ' (interrupted, as meant)' : '';
}
