/** From records to the texts that a page shows of a question. Pure: records in, values out. */

import type { Answer } from '../../records/answer.ts';
import type { Call, Usage } from '../../records/calls/call.ts';
import type { SingleJudgment } from '../../records/judgment.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import { pictureUrls, type Question } from '../../records/question.ts';
import type { VoteRecord } from '../../records/vote.ts';
import { suspicionsIn } from '../leaderboard/injection.ts';
import { flagBit } from './flags.ts';
import type { AnswerTexts, GameTexts, QuestionTexts, ScoreTexts, TokenUsage, TurnText } from './shape.ts';

/** The texts of a question before anybody has said anything about it. */
export function questionTexts(key: string, question: Question | undefined): QuestionTexts {
  const { turns = [], reference = null } = question ?? {};
  const pictures = question && pictureUrls(question);
  return {
    ...{ key, turns, reference, answers: [], scores: [], games: [] },
    ...(pictures ? { pictures } : {}),
  };
}

export function answerTexts(model: string, { choices }: Answer): AnswerTexts[] {
  return choices.map(({ index, turns, calls = [] }) => ({
    model,
    choice: index,
    turns: turns.map((text, turn) => turnText(text, calls[turn])),
  }));
}

/** Bits of what is out of order with each turn of a choice. */
export function answerFlags(
  { turns, calls = [] }: Answer['choices'][number],
  asked: readonly string[],
): number[] {
  return turns.map((text, turn) => {
    const reason = calls[turn]?.finish_reason;
    return (
      (reason === 'length' ? flagBit('cut off') : 0) |
      (reason === 'refusal' ? flagBit('refusal') : 0) |
      (reason === 'content_filter' ? flagBit('filtered') : 0) |
      (text.trim() === '' ? flagBit('empty') : 0) |
      (suspicionsIn(text, asked).length > 0 ? flagBit('suspected injection') : 0)
    );
  });
}

export function scoreTexts(record: SingleJudgment, score: number, flags: number): ScoreTexts {
  const { model, judge, turn, choice = 0, repeat = 0, judgment, unparsed, usage } = record;
  return {
    model,
    judge: judge[0],
    prompt: judge[1],
    turn,
    choice,
    repeat,
    score,
    reply: judgment,
    flags,
    ...(unparsed === undefined ? {} : { unparsed }),
    ...gradingTexts(record),
    ...(usage ? { usage: tokensOf(usage) } : {}),
  };
}

/** A program may be long; the whole of it is in the judgment. */
const longestExtracted = 2000;

function gradingTexts({ extracted, target, details }: SingleJudgment): Partial<ScoreTexts> {
  const at: unknown = details?.at;
  const [start, end]: unknown[] = Array.isArray(at) ? at : [];
  return {
    ...(extracted === undefined ? {} : { extracted: shortened(extracted) }),
    ...(target === undefined ? {} : { target: shortened(target) }),
    ...(typeof start === 'number' && typeof end === 'number' ? { at: [start, end] } : {}),
  };
}

function shortened(text: string): string {
  return text.length > longestExtracted ? `${text.slice(0, longestExtracted)}…` : text;
}

export function gameTexts(record: PairJudgment, flags: number): GameTexts {
  const { model_1, model_2, judge, turn, choice = 0, repeat = 0 } = record;
  const shared = { model_1, model_2, judge: judge[0], turn, choice, repeat, flags };
  if (record.games === 1) return { ...shared, winners: [record.g1_winner], replies: [], unparsed: [] };
  return {
    ...shared,
    winners: [record.g1_winner, record.g2_winner],
    replies: [record.g1_judgment, record.g2_judgment],
    unparsed: [record.g1_unparsed ?? null, record.g2_unparsed ?? null],
  };
}

export function voteTexts({ model_a, model_b, judge, turn, winner }: VoteRecord, flags: number): GameTexts {
  return {
    model_1: model_a,
    model_2: model_b,
    judge: judge ?? null,
    turn: turn ?? 0,
    choice: 0,
    repeat: 0,
    flags,
    winners: [voteWinner(winner)],
    replies: [],
    unparsed: [],
  };
}

/** A vote in the words of `winnerNames`. */
export function voteWinner(winner: VoteRecord['winner']): 'model_1' | 'model_2' | 'tie' | 'inconsistent' {
  if (winner === 'model_a') return 'model_1';
  if (winner === 'model_b') return 'model_2';
  return winner === 'tie (inconsistent)' ? 'inconsistent' : 'tie';
}

function turnText(text: string, call: Call | undefined): TurnText {
  if (!call) return { text };
  const { finish_reason, latency_ms, usage, reasoning, model } = call;
  return {
    text,
    finish_reason,
    latency_ms,
    ...(usage ? { usage: tokensOf(usage) } : {}),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(model === undefined ? {} : { reported: model }),
  };
}

function tokensOf({ input_tokens, output_tokens, cached_input_tokens, reasoning_tokens }: Usage): TokenUsage {
  return { input_tokens, output_tokens, cached_input_tokens, reasoning_tokens };
}
