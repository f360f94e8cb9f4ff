/**
 * Pair judgments as battles, in the fields that Chatbot Arena's notebooks read: model_a, model_b, winner, judge, turn, anony,
 * language, tstamp, and both conversations as in the published human judgments of MT-Bench.
 */

import type { Answer } from '../../records/answer.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { ExportInput } from '../read/export.ts';

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

export interface Battle {
  question_id: PairJudgment['question_id'];
  model_a: string;
  model_b: string;
  /** Two games that disagree are a tie here: the notebooks count any other word than the two names as a win of model_b. */
  winner: 'model_a' | 'model_b' | 'tie' | 'tie (bothbad)';
  judge: string;
  turn: number;
  /** False where two games have disagreed. */
  consistent: boolean;
  anony: true;
  language: string;
  tstamp: number;
  conversation_a: Message[];
  conversation_b: Message[];
}

/** One battle a judgment, in the order of time; those with an error in a game are left out and counted. */
export function battlesOf(
  pairs: readonly PairJudgment[],
  { answers, about, questions }: ExportInput & { answers: readonly Answer[] },
): { battles: Battle[]; left: number } {
  const byKey = new Map(answers.map((answer) => [`${answer.model_id}\n${questionKey(answer)}`, answer]));
  const battles = pairs.flatMap((row): Battle[] => {
    const verdict = verdictOf(row);
    if (!verdict) return [];
    const question = questions.get(questionKey(row));
    const said = (model: string) => conversation(row, question, byKey.get(`${model}\n${questionKey(row)}`));
    return [
      {
        question_id: row.question_id,
        model_a: row.model_1,
        model_b: row.model_2,
        ...verdict,
        judge: row.judge[0],
        turn: row.turn,
        anony: true,
        language: about?.language ?? 'unknown',
        tstamp: row.tstamp,
        conversation_a: said(row.model_1),
        conversation_b: said(row.model_2),
      },
    ];
  });
  return { battles: battles.sort((a, b) => a.tstamp - b.tstamp), left: pairs.length - battles.length };
}

function verdictOf(row: PairJudgment): Pick<Battle, 'winner' | 'consistent'> | undefined {
  const { g1_winner: first, g2_winner: second, games, both_bad } = row;
  if (first === 'error' || second === 'error') return undefined;
  const isTie = first === 'tie' || (games !== 1 && first !== second);
  if (isTie)
    return { winner: both_bad ? 'tie (bothbad)' : 'tie', consistent: games === 1 || first === second };
  return { winner: first === 'model_1' ? 'model_a' : 'model_b', consistent: true };
}

function conversation({ turn, choice = 0 }: PairJudgment, question?: Question, answer?: Answer): Message[] {
  const turns = answer?.choices.find(({ index }) => index === choice)?.turns ?? [];
  const asked = question?.turns.slice(0, turn) ?? [];
  return asked.flatMap((content, index): Message[] => [
    { role: 'user', content },
    { role: 'assistant', content: turns[index] ?? '' },
  ]);
}
