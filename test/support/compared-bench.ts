/** A bench with questions, answers and judgments of several models, as the stages write them: what is compared. */

import type { DataDir } from './cli.ts';

export interface Side {
  model: string;
  /** The score of each question. */
  scores: readonly number[];
  texts?: (question: number) => string;
  temperature?: number;
  finish?: (question: number) => string;
}

interface BenchOnDisk {
  bench: string;
  judge: string;
  scale?: [number, number];
  sides: readonly Side[];
  /** What is asked, and what the judge says. */
  asked?: (question: number) => string;
  said?: (question: number) => string;
}

/** Questions, answers and judgments of a bench, as the stages write them. */
export async function writeBench(
  data: DataDir,
  { bench, judge, scale, sides, asked = () => 'Why?', said = () => '' }: BenchOnDisk,
): Promise<void> {
  const count = Math.max(...sides.map(({ scores }) => scores.length));
  const questions = Array.from({ length: count }, (_, at) => ({ question_id: `q${at}`, turns: [asked(at)] }));
  await data.write(`questions/${bench}.jsonl`, questions);
  const judgments = sides.flatMap(({ model, scores }) =>
    scores.map((score, at) => ({
      question_id: `q${at}`,
      model,
      judge: [judge, scale ? 'program' : 'single-v1'],
      user_prompt: '',
      judgment: said(at),
      score,
      turn: 1,
      tstamp: 1,
      ...(scale ? { scale, target: '1' } : {}),
    })),
  );
  await data.write(`judgments/${bench}/${judge.replace('@', '-')}_single.jsonl`, judgments);
  for (const side of sides) {
    const { model, scores, temperature = 0 } = side;
    const answers = scores.map((_, at) => ({
      question_id: `q${at}`,
      answer_id: 'a',
      model_id: model,
      tstamp: 1,
      choices: [
        {
          index: 0,
          turns: [side.texts?.(at) ?? `answer ${at}`],
          calls: [
            {
              sent: { endpoint: 'openai', model, parameters: { temperature } },
              finish_reason: side.finish?.(at) ?? 'stop',
              latency_ms: 1,
              attempts: 1,
            },
          ],
        },
      ],
    }));
    await data.write(`answers/${bench}/${model}.jsonl`, answers);
  }
}
