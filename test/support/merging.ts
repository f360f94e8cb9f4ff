/** Data directories to merge: records as machines have them, and a short way to run the command. */

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DataDir, makeDataDir } from './cli.ts';
import { snapshot } from './scene.ts';
import { merge } from './shards.ts';

/** Where a record of each kind lies. */
export const path = {
  answers: 'answers/b/m.jsonl',
  single: 'judgments/b/j_single.jsonl',
  human: 'judgments/b/human_x_pair.jsonl',
};

export const answer = (id: number, text = `answer ${id}`, fields: object = {}) => ({
  ...{
    question_id: id,
    answer_id: `a${id}`,
    model_id: 'm',
    choices: [{ index: 0, turns: [text] }],
    tstamp: id,
  },
  ...fields,
});
export const rating = (id: number, score: number, fields: object = {}) => ({
  ...{
    question_id: id,
    model: 'm',
    judge: ['j', 'p'],
    user_prompt: 'u',
    judgment: `[[${score}]]`,
    score,
    turn: 1,
    tstamp: id,
  },
  ...fields,
});
export const vote = (judge: string | undefined, winner: string, id = 1) => ({
  judge,
  model_a: 'm',
  model_b: 'n',
  question_id: id,
  turn: 1,
  winner,
});

export interface Stage {
  data: DataDir;
  /** Merges the named folders into `t`. */
  merge: (names: readonly string[], ...flags: string[]) => ReturnType<typeof merge>;
  folder: (name: string) => string;
  target: () => Promise<Map<string, string>>;
}

/** An empty folder of folders; it is removed when the test ends. */
export function openStage(): Stage {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const folder = (name: string) => join(data.path, name);
  return {
    data,
    folder,
    merge: (names, ...flags) => merge(names.map(folder), folder('t'), ...flags),
    target: () => snapshot(folder('t')).catch(() => new Map()),
  };
}
