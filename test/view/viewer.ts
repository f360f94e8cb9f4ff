/** A viewer as a process, and ways to ask it. */

import type { ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { type DataDir, makeDataDir, type Run, run, sampleQuestions } from '../support/cli.ts';

export interface Viewer {
  url: string;
  port: number;
  child: ChildProcess;
  /** What it says at its end. */
  end: () => Promise<Run>;
}

export interface Heard {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Starts a viewer, which ends with the test. */
export async function startViewer(
  dataDir: string,
  args: readonly string[] = [],
  finished: typeof onTestFinished = onTestFinished,
): Promise<Viewer> {
  const started = withResolvers<{ child: ChildProcess; said: string }>();
  const ending = run('mt-judge', ['view', '--bench', 'small', '--data-dir', dataDir, ...args], {
    onStart: (child) => {
      let said = '';
      child.stdout?.on('data', (text: Buffer | string) => {
        said += String(text);
        if (said.includes('\n')) started.resolve({ child, said });
      });
    },
  });
  ending.then(({ stderr }) => started.reject(new Error(stderr)), started.reject);
  const { child, said } = await started.promise;
  const url = said.trim().split(' ').at(-1) ?? '';
  const end = () => {
    child.kill('SIGINT');
    return ending;
  };
  finished(async () => void (await end()));
  return { url, port: Number(new URL(url).port), child, end };
}

/** A request as it is written: no path is put in order, no header is added. */
export function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; host?: string } = {},
): Promise<Heard> {
  const { method = 'GET', headers = {}, body, host = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export async function askJson<Value>(port: number, path: string): Promise<Value> {
  return JSON.parse((await ask(port, path)).text) as Value;
}

/** What the page sends, with the page's own token. */
export async function post(
  port: number,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Heard> {
  const page = await ask(port, '/arena');
  const token = /name="page-token" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const own = {
    'Content-Type': 'application/json',
    'X-Page-Token': token,
    Origin: `http://127.0.0.1:${port}`,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(port, '/api/vote', { method: 'POST', headers: { ...own, ...headers }, body: text });
}

/** A bench of four questions with the demo models' answers, and the demo judge's verdicts where wanted. */
export async function arenaFolder(judged: readonly ('single' | 'pairwise-all')[] = []): Promise<DataDir> {
  const data = makeDataDir();
  await data.write('questions/small.jsonl', sampleQuestions(4));
  const at = ['--bench', 'small', '--data-dir', data.path, '--quiet'];
  const models = ['offline/reference', 'offline/terse', 'offline/echo'];
  const done = [await run('gen-answers', [...at, '--model', ...models])];
  for (const mode of judged)
    done.push(await run('gen-judgment', [...at, '--judge', 'offline/judge', '--mode', mode]));
  const failed = done.find(({ code }) => code !== 0);
  if (failed) throw new Error(failed.stderr);
  return data;
}

/** Asks until the answer is as wanted. */
export async function until<Value>(
  look: () => Promise<Value>,
  is: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await look();
    if (is(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
