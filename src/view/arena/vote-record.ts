/** A vote as the record that it becomes: a pair judgment of one game, in which model_1 was shown as A. */

import { hashMatch } from '../../judges/match.ts';
import type { GameWinner, PairJudgment } from '../../records/pair-judgment.ts';
import type { Question } from '../../records/question.ts';

export const votes = ['a', 'b', 'tie', 'bad'] as const;

export type Vote = (typeof votes)[number];

/** What a voter was shown. */
export interface Shown {
  id: string;
  voter: string;
  question: Question;
  /** The models of A and B. */
  models: readonly [string, string];
  /** Their answers to all turns. */
  answers: readonly [readonly string[], readonly string[]];
}

const judgeName = 'arena';
const winners: Record<Vote, GameWinner> = { a: 'model_1', b: 'model_2', tie: 'tie', bad: 'tie' };
const words: Record<Vote, string> = { a: '[[A]]', b: '[[B]]', tie: '[[C]]', bad: '[[C]]' };

/** The judge that a voter is. */
export function judgeIdOf(voter: string): string {
  return `human-${voter}`;
}

/** The record of a vote, or of one taken back, which is no vote; `tstamp` in seconds since 1970. */
export function voteRecordOf(
  shown: Shown,
  vote: Vote | 'withdrawn',
  { tstamp, afterReveal }: { tstamp: number; afterReveal: boolean },
): PairJudgment {
  const { question, models, answers, voter, id } = shown;
  const withdrawn = vote === 'withdrawn';
  const winner = withdrawn ? 'error' : winners[vote];
  const said = withdrawn ? '' : words[vote];
  const turn = question.turns.length;
  const [first, second] = answers.map((each) => hashMatch({ question, turn, answers: each }));
  return {
    question_id: question.question_id,
    model_1: models[0],
    model_2: models[1],
    g1_winner: winner,
    g2_winner: winner,
    judge: [judgeIdOf(voter), judgeName],
    g1_user_prompt: '',
    g1_judgment: said,
    g2_user_prompt: '',
    g2_judgment: said,
    turn,
    tstamp,
    choice: 0,
    repeat: 0,
    games: 1,
    vote_id: id,
    question_hash: first?.question_hash,
    reference_hash: first?.reference_hash,
    answer_1_hash: first?.answer_hash,
    answer_2_hash: second?.answer_hash,
    ...(vote === 'bad' ? { both_bad: true as const } : {}),
    ...(withdrawn ? { withdrawn: true as const } : {}),
    ...(afterReveal ? { after_reveal: true as const } : {}),
  };
}
