/**
 * 100,000 conversations at 0 ms: memory and processor time a call from the first tenth to the last, asked of one endpoint with
 * 64 connections, and of three at once with 64 each. `BENCH_CALLS` makes it shorter.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeQuestions, writeRows } from './corpus.ts';
import { bin, roomFor, runMeasured, tell } from './measured-process.ts';
import { startMock } from './mock.ts';

const calls = Number(process.env.BENCH_CALLS ?? 100_000);

await run('one endpoint', 1);
await run('three endpoints at once', 3);

async function run(what: string, endpoints: number): Promise<void> {
  const folder = roomFor(calls * 4000);
  if (folder === undefined) return;
  const mocks = await Promise.all(Array.from({ length: endpoints }, () => startMock()));
  try {
    writeRows(join(folder, 'questions', 'many.jsonl'), makeQuestions(Math.ceil(calls / endpoints), 1));
    const known = mocks.map(({ url }, index) => `  e${index}:\n    base_url: ${url}\n    provider: openai\n`);
    writeFileSync(join(folder, 'models.yaml'), `endpoints:\n${known.join('')}`);
    const models = mocks.map((_, index) => `e${index}/m${index}`);
    const tenths = watch(calls);
    const measured = await runMeasured(
      [bin('gen-answers'), '--bench', 'many', '--model', ...models, '-j', '64'],
      { cwd: folder, onProgress: tenths.onProgress },
    );
    if (measured.code !== 0) throw new Error(`it ended with ${measured.code}: ${measured.stderr}`);
    const each = (1000 * measured.cpu) / calls;
    process.stdout.write(
      `${calls} conversations, ${what}: ${tell(measured)}, ${each.toFixed(3)} ms of it a call\n${tenths.lines()}`,
    );
  } finally {
    for (const mock of mocks) mock.stop();
    rmSync(folder, { recursive: true });
  }
}

/** What the progress lines of all models together say, tenth by tenth. */
function watch(total: number) {
  const done = new Map<string, number>();
  const marks: { done: number; rss: number; cpu: number }[] = [];
  return {
    onProgress: (text: string, { rss, cpu }: { rss: number; cpu: number }) => {
      for (const [, label = '', count] of text.matchAll(/(m\d+): (\d+)\/\d+/g))
        done.set(label, Number(count));
      const sum = [...done.values()].reduce((a, b) => a + b, 0);
      if (sum >= ((marks.length + 1) * total) / 10) marks.push({ done: sum, rss, cpu });
    },
    lines: () =>
      marks
        .map(({ done: now, rss, cpu }, index) => {
          const before = marks[index - 1];
          const calls = now - (before?.done ?? 0);
          const each = (1000 * (cpu - (before?.cpu ?? 0))) / calls;
          return `  to ${now}: ${each.toFixed(3)} ms of processor time a call, ${rss.toFixed(0)} MB\n`;
        })
        .join(''),
  };
}
