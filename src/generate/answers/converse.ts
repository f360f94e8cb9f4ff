/** Stage 1: has one model answer one question, turn by turn. */

import type { Client, Reply } from '../../client/client.ts';
import { stopOf } from '../../client/parameters.ts';
import { contentHash } from '../../content-hash.ts';
import { ProviderError } from '../../errors.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Answer, Choice } from '../../records/answer.ts';
import type { Asked } from '../../records/bench/asked.ts';
import type { Call } from '../../records/calls/call.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { AnsweringSettings } from '../settings.ts';
import { settleAll } from '../settle.ts';
import type { Asking } from './asking/asking.ts';
import { type Scoring, scoreQuestion } from './asking/score.ts';
import { effectiveSettings } from './effective-settings.ts';
import { hashQuestion } from './plan.ts';

interface AnswerOptions {
  target: ModelTarget;
  client: Pick<Client, 'ask'>;
  settings: Pick<AnsweringSettings, 'temperature' | 'maxTokens'>;
  /** Undefined for a bench that does not say how it is asked. */
  asking?: Asking | undefined;
  /** How the server is asked for log-probabilities. */
  scoring?: Scoring | undefined;
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
    ...askedOf(question, all, options),
    ...(target.provider === 'offline' ? { demo: true as const } : {}),
  };
}

/** How the question was asked: `sent` are the stop strings of a call as it went out. */
function askedOf(question: Question, choices: readonly Choice[], options: AnswerOptions): { asked?: Asked } {
  const { asking } = options;
  if (!asking) return {};
  const sent = stopOf(choices.flatMap(({ calls = [] }) => calls)[0]?.sent.parameters) ?? [];
  const { stop } = effectiveSettings(question, options);
  return { asked: asking.askedOf(question, { sent, applied: [...stop] }) };
}

/**
 * One conversation: each turn sees the earlier ones and the model's own answers to them. A turn that no longer fits into
 * the model's context ends it, and what was answered is kept: it would not fit the next time either.
 */
async function converse(question: Question, index: number, options: AnswerOptions): Promise<Choice> {
  const { asking, client, scoring } = options;
  const { temperature, maxTokens, systemPrompt, stop } = effectiveSettings(question, options);
  if (asking && asking.method !== 'generate') {
    const scored = { asking, client, scoring, temperature, systemPrompt, repeat: index };
    const { text, calls } = await scoreQuestion(question, scored);
    return { index, turns: [text], calls };
  }
  const turns: string[] = [];
  const calls: Call[] = [];
  for (const { messages, shared } of conversation(question, turns, { asking, systemPrompt })) {
    const turn = turns.length + 1;
    const about = `question ${questionKey(question)} turn ${turn}`;
    const asked = { messages, temperature, maxTokens, repeat: index, attempt: 0, about };
    const hints = { ...(stop.length === 0 ? {} : { stop }), ...(shared === 0 ? {} : { shared }) };
    try {
      const reply: Reply = await client.ask({ ...asked, ...hints });
      turns.push(untilStop(reply.text, stop));
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

/** The text before the first of the stop strings: services leave some out, or do not take all of them. */
function untilStop(text: string, stop: readonly string[]): string {
  const ends = stop.map((end) => text.indexOf(end)).filter((at) => at !== -1);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

/** The messages of a turn; `shared`: characters of the last one that other questions begin with too. */
interface TurnMessages {
  messages: readonly Message[];
  shared: number;
}

/**
 * The messages of each turn in order; `answers` must have grown by one whenever the next turn is asked for. The first
 * turn is put as the bench says.
 */
function* conversation(
  question: Question,
  answers: readonly string[],
  { asking, systemPrompt }: Pick<AnswerOptions, 'asking'> & { systemPrompt: string | undefined },
): Generator<TurnMessages> {
  const rendered = asking?.render(question);
  const messages: Message[] = systemPrompt === undefined ? [] : [{ role: 'system', content: systemPrompt }];
  messages.push(...(rendered?.before ?? []));
  for (const [turn, text] of question.turns.entries()) {
    const first = turn === 0 ? rendered : undefined;
    const images = question.turn_images?.[turn] ?? [];
    const message: Message = { role: 'user', content: first?.text ?? text };
    messages.push(images.length === 0 ? message : { ...message, images });
    yield { messages: [...messages], shared: first?.shared ?? 0 };
    messages.push({ role: 'assistant', content: answers[turn] ?? '' });
  }
}
