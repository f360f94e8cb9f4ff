/** Models whose answers a loopback judge can tell apart, for tests of the pairwise modes. */

import { sampleQuestions } from './cli.ts';
import type { Asked } from './loopback.ts';
import { openScene, type Scene, type SceneOptions } from './scene.ts';

export const pairsPath = 'judgments/small/j_pair.jsonl';

/** An answer of a model to each turn of the first `count` sample questions, which begins with the model's mark. */
export function markedAnswers(model: string, count: number, text = 'an answer'): Record<string, unknown>[] {
  return sampleQuestions(count).map(({ question_id }) => ({
    ...{ question_id, answer_id: `${model}-${question_id}`, model_id: model, tstamp: 1 },
    choices: [{ index: 0, turns: [1, 2].map((turn) => `<by ${model}> ${text} to ${question_id}.${turn}`) }],
  }));
}

/** Who stands first and who second in a pairwise prompt. */
export function standing(prompt: string): [string, string] {
  const [first = '', ...others] = [...prompt.matchAll(/<by ([^>]+)>/g)].map(([, model]) => model ?? '');
  return [first, others.find((model) => model !== first) ?? ''];
}

/** A verdict for whoever of the two is named, or for nobody. */
export function verdictFor(winner: string | undefined, { prompt }: Pick<Asked, 'prompt'>): string {
  const [first, second] = standing(prompt);
  const letter = winner === first ? 'A' : winner === second ? 'B' : 'C';
  return `They were compared.\n\nFinal verdict: [[${letter}]]`;
}

/** A scene with these models' answers to `count` questions; by default the judge prefers the later name. */
export async function openPairScene(
  models: readonly string[],
  { count = 2, ...options }: SceneOptions & { count?: number } = {},
): Promise<Scene> {
  const reply = (asked: Asked) => verdictFor(standing(asked.prompt).sort()[1], asked);
  const scene = await openScene({ questions: sampleQuestions(count), reply, ...options });
  for (const model of models)
    await scene.data.write(`answers/small/${model}.jsonl`, markedAnswers(model, count));
  return scene;
}

/** A pair judgment as FastChat writes it: `pair('a b', '1 tie')` is won by a in game 1, and a tie in game 2. */
export function pair(models: string, games: string, change: Record<string, unknown> = {}) {
  const [model_1, model_2] = models.split(' ');
  const [g1_winner, g2_winner] = games.split(' ').map((game) => (/^\d$/.test(game) ? `model_${game}` : game));
  return { question_id: 1, turn: 1, judge: ['j', 'p'], model_1, model_2, g1_winner, g2_winner, ...change };
}
