/** A small bench of single-turn questions with answers of several models, for tests of the judge protocols. */

import type { ChildProcess } from 'node:child_process';
import { expect } from 'vitest';
import { openScene, type Row, type Scene, type SceneOptions } from './scene.ts';

/** A scene with one-turn questions and these models' answers, each of which begins with the model's mark. */
export async function openProtocolScene(
  models: readonly string[],
  { count = 6, ...options }: SceneOptions & { count?: number } = {},
): Promise<Scene> {
  const ids = Array.from({ length: count }, (_, index) => index);
  const questions = ids.map((id) => ({
    question_id: id,
    category: id % 2 === 0 ? 'plain' : 'odd',
    turns: [`Instruction ${id}?`],
  }));
  const scene = await openScene({ questions, ...options });
  for (const model of models) {
    const answers = ids.map((id) => ({
      ...{ question_id: id, answer_id: `${model}-${id}`, model_id: model, tstamp: 1 },
      choices: [{ index: 0, turns: [`<by ${model}> answer to ${id}`] }],
    }));
    await scene.data.write(`answers/small/${model}.jsonl`, answers);
  }
  return scene;
}

/** Judges until the server has answered so many requests, and kills the run there; then judges to the end. */
export async function killAndGoOn(scene: Scene, args: readonly string[], after: number): Promise<void> {
  let child: ChildProcess | undefined;
  let answered = 0;
  scene.server.options.onAnswered = () => {
    answered += 1;
    if (answered === after) child?.kill('SIGKILL');
  };
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  expect((await scene.judge(args, { onStart })).signal).toBe('SIGKILL');
  scene.server.options.onAnswered = undefined;
  expect(await scene.judge(args)).toMatchObject({ code: 0 });
}

/** A record without what differs from run to run: times, and the port of the server. */
export function timelessRow(row: Row): unknown {
  const volatile = ['tstamp', 'latency_ms', 'attempts', 'base_url'];
  return JSON.parse(JSON.stringify(row, (name, value) => (volatile.includes(name) ? undefined : value)));
}
