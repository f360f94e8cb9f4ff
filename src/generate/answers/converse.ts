/** Stage 1: has one model answer one question, turn by turn. */

import type { Client, Reply } from '../../client/client.ts';
import { contentHash } from '../../content-hash.ts';
import { ProviderError } from '../../errors.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Answer, Choice } from '../../records/answer.ts';
import type { Call } from '../../records/call.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { AnsweringSettings } from '../settings.ts';
import { settleAll } from '../settle.ts';
import { effectiveSettings } from './effective-settings.ts';
import { hashQuestion } from './plan.ts';

interface AnswerOptions {
  target: ModelTarget;
  client: Pick<Client, 'ask'>;
  settings: Pick<AnsweringSettings, 'temperature' | 'maxTokens'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

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
    tstamp: options.now() / 1000,
    question_hash,
    ...(target.provider === 'offline' ? { demo: true as const } : {}),
  };
}

/**
 * One conversation: each turn sees the earlier ones and the model's own answers to them. A turn that no longer fits into
 * the model's context ends it, and what was answered is kept: it would not fit the next time either.
 */
async function converse(question: Question, index: number, options: AnswerOptions): Promise<Choice> {
  const { temperature, maxTokens, systemPrompt } = effectiveSettings(question, options);
  const turns: string[] = [];
  const calls: Call[] = [];
  for (const messages of conversation(question, turns, systemPrompt)) {
    const turn = turns.length + 1;
    const about = `question ${questionKey(question)} turn ${turn}`;
    const asked = { messages, temperature, maxTokens, repeat: index, attempt: 0, about };
    try {
      const reply: Reply = await options.client.ask(asked);
      turns.push(reply.text);
      calls.push(reply.call);
    } catch (error) {
      if (turn === 1 || !isContextExceeded(error)) throw error;
      const unanswered = { turn, reason: contextExceeded, message: error.message };
      return { index, turns: question.turns.map((_, place) => turns[place] ?? ''), calls, unanswered };
    }
  }
  return { index, turns, calls };
}

/** The reason in a record. */
const contextExceeded = 'context_exceeded';

function isContextExceeded(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.kind === 'context exceeded' && !error.closesModel;
}

/** The messages of each turn in order; `answers` must have grown by one whenever the next turn is asked for. */
function* conversation(
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
