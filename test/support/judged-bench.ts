/** A bench on disk with answers and judgments by a grader, as the stages write them. */

import type { DataDir } from './cli.ts';

export interface JudgedSide {
  model: string;
  /** The score of each question, 0 or 1. */
  scores: readonly number[];
  temperature?: number;
}

export async function writeJudgedBench(
  data: DataDir,
  { bench, judge = 'number@1', sides }: { bench: string; judge?: string; sides: readonly JudgedSide[] },
): Promise<void> {
  const count = Math.max(...sides.map(({ scores }) => scores.length));
  const questions = Array.from({ length: count }, (_, at) => ({ question_id: `q${at}`, turns: ['Why?'] }));
  await data.write(`questions/${bench}.jsonl`, questions);
  const judgments = sides.flatMap(({ model, scores }) =>
    scores.map((score, at) => ({
      question_id: `q${at}`,
      model,
      judge: [judge, 'program'],
      user_prompt: '',
      judgment: '',
      score,
      turn: 1,
      tstamp: 1,
      scale: [0, 1],
      target: '1',
    })),
  );
  await data.write(`judgments/${bench}/${judge.replace('@', '-')}_single.jsonl`, judgments);
  for (const { model, scores, temperature = 0 } of sides) {
    const sent = { endpoint: 'openai', model, parameters: { temperature } };
    const call = { sent, finish_reason: 'stop', latency_ms: 1, attempts: 1 };
    const answers = scores.map((_, at) => ({
      question_id: `q${at}`,
      answer_id: 'a',
      model_id: model,
      tstamp: 1,
      choices: [{ index: 0, turns: ['1'], calls: [call] }],
    }));
    await data.write(`answers/${bench}/${model}.jsonl`, answers);
  }
}
