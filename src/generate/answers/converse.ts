/** Stage 1: has one model answer one question, turn by turn. */

import type { Client, Reply } from '../../client/client.ts';
import { contentHash } from '../../content-hash.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Answer, Choice } from '../../records/answer.ts';
import type { Call } from '../../records/call.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { settleAll } from '../settle.ts';
import { hashQuestion } from './plan.ts';

export interface AnswerOptions {
  target: ModelTarget;
  client: Pick<Client, 'ask'>;
  /** Forces one temperature on every question. */
  temperature?: number | undefined;
  maxTokens?: number | undefined;
  /** Seconds since 1970. */
  clock: () => number;
}

/** Temperature by category, as in FastChat's `temperature_config` (`common.py`). */
const temperatureOf: Readonly<Record<string, number>> = {
  writing: 0.7,
  roleplay: 0.7,
  extraction: 0,
  math: 0,
  coding: 0,
  reasoning: 0,
  stem: 0.1,
  humanities: 0.1,
  'arena-hard-200': 0,
};
const otherTemperature = 0.7;

/**
 * The answer to a question: `kept` choices as they are, and a new conversation for each of `missing`. Rejects with the
 * first error of any turn, once all conversations have ended; what was replied until then is in the cache.
 */
export async function answerQuestion(
  question: Question,
  choices: { missing: readonly number[]; kept: readonly Choice[] },
  options: AnswerOptions,
): Promise<Answer> {
  const { target } = options;
  const added = await settleAll(choices.missing.map((index) => converse(question, index, options)));
  const all = [...choices.kept, ...added].sort((a, b) => a.index - b.index);
  const question_hash = hashQuestion(question);
  return {
    question_id: question.question_id,
    answer_id: contentHash([target.modelId, question_hash, all.map(({ turns }) => turns)]).slice(0, 22),
    model_id: target.modelId,
    choices: all,
    tstamp: options.clock(),
    question_hash,
    ...(target.provider === 'offline' ? { demo: true as const } : {}),
  };
}

/** The temperature for a question: forced, or the model's own, or the question's, or its category's. */
export function temperatureFor(
  question: Question,
  options: Pick<AnswerOptions, 'target' | 'temperature'>,
): number {
  if (options.temperature !== undefined) return options.temperature;
  const own = options.target.parameters.temperature;
  if (typeof own === 'number') return own;
  return question.required_temperature ?? temperatureOf[question.category] ?? otherTemperature;
}

/** One conversation: each turn sees the earlier ones and the model's own answers to them. */
async function converse(question: Question, index: number, options: AnswerOptions): Promise<Choice> {
  const temperature = temperatureFor(question, options);
  const turns: string[] = [];
  const calls: Call[] = [];
  for (const messages of conversation(question, turns, options.target.systemPrompt)) {
    const reply: Reply = await options.client.ask({
      messages,
      temperature,
      maxTokens: options.maxTokens,
      repeat: index,
      attempt: 0,
      about: `question ${questionKey(question)} turn ${turns.length + 1}`,
    });
    turns.push(reply.text);
    calls.push(reply.call);
  }
  return { index, turns, calls };
}

/** The messages of each turn in order; `answers` must have grown by one whenever the next turn is asked for. */
export function* conversation(
  question: Question,
  answers: readonly string[],
  systemPrompt?: string,
): Generator<readonly Message[]> {
  const messages: Message[] = systemPrompt === undefined ? [] : [{ role: 'system', content: systemPrompt }];
  for (const [turn, content] of question.turns.entries()) {
    messages.push({ role: 'user', content });
    yield [...messages];
    messages.push({ role: 'assistant', content: answers[turn] ?? '' });
  }
}
