/** Answers and judgments as flat tables: one row a turn of an answer, one row a judgment. */

import type { Answer } from '../../records/answer.ts';
import type { Call } from '../../records/calls/call.ts';
import type { SingleJudgment } from '../../records/judgment.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import { questionKey } from '../../records/question.ts';
import { defaultScale } from '../../records/scale.ts';
import type { ExportedJudgments, ExportInput } from '../read/export.ts';
import type { Table } from './table.ts';

export function answersTable(answers: readonly Answer[], { bench, questions }: ExportInput): Table {
  const rows = answers.flatMap((answer) => {
    const question = questions.get(questionKey(answer));
    return answer.choices.flatMap(({ index, turns, calls }) =>
      turns.map((text, turn) => ({
        bench,
        question_id: questionKey(answer),
        category: question?.category,
        model: answer.model_id,
        choice: index,
        turn: turn + 1,
        question: question?.turns[turn],
        answer: text,
        // One call a turn, unless each option was asked for on its own.
        ...callCells(calls?.length === turns.length ? calls[turn] : undefined),
        tstamp: answer.tstamp,
        demo: answer.demo === true,
      })),
    );
  });
  return { columns: answerColumns, rows };
}

const answerColumns = [
  ['bench', 'text'],
  ['question_id', 'text'],
  ['category', 'text'],
  ['model', 'text'],
  ['choice', 'whole'],
  ['turn', 'whole'],
  ['question', 'text'],
  ['answer', 'text'],
  ['reasoning', 'text'],
  ['finish_reason', 'text'],
  ['input_tokens', 'whole'],
  ['output_tokens', 'whole'],
  ['latency_ms', 'number'],
  ['attempts', 'whole'],
  ['endpoint', 'text'],
  ['reported_model', 'text'],
  ['temperature', 'number'],
  ['tstamp', 'number'],
  ['demo', 'flag'],
] as const satisfies Table['columns'];

function callCells(call: Call | undefined) {
  const { temperature } = call?.sent.parameters ?? {};
  return {
    reasoning: call?.reasoning,
    finish_reason: call?.finish_reason,
    input_tokens: call?.usage?.input_tokens,
    output_tokens: call?.usage?.output_tokens,
    latency_ms: call?.latency_ms,
    attempts: call?.attempts,
    endpoint: call?.sent.endpoint,
    reported_model: call?.model,
    temperature: typeof temperature === 'number' ? temperature : undefined,
  };
}

/** Single judgments, then pair judgments: what a mode does not have is null. An unparsed score is null, too. */
export function judgmentsTable({ singles, pairs }: ExportedJudgments, input: ExportInput): Table {
  const rows = [
    ...singles.map((row) => ({ ...sharedCells(row, input), ...singleCells(row) })),
    ...pairs.map((row) => ({ ...sharedCells(row, input), ...pairCells(row) })),
  ];
  return { columns: judgmentColumns, rows };
}

function sharedCells(row: SingleJudgment | PairJudgment, { bench, questions }: ExportInput) {
  return {
    bench,
    question_id: questionKey(row),
    category: questions.get(questionKey(row))?.category,
    turn: row.turn,
    choice: row.choice ?? 0,
    repeat: row.repeat ?? 0,
    judge: row.judge[0],
    judge_prompt: row.judge[1],
    prompt_set: row.prompt_set,
    input_tokens: row.usage?.input_tokens,
    output_tokens: row.usage?.output_tokens,
    tstamp: row.tstamp,
    demo: row.demo === true,
  };
}

function singleCells(row: SingleJudgment) {
  const [low, high] = row.scale ?? defaultScale;
  const { model, score, unparsed, extracted, target, judgment, rationale } = row;
  const known = score < low ? null : score;
  const told = { unparsed, extracted, target, judgment, rationale };
  return { mode: 'single', model, score: known, scale_low: low, scale_high: high, ...told };
}

function pairCells(row: PairJudgment) {
  const isVote = row.games === 1;
  const unparsed = [row.g1_unparsed, row.g2_unparsed].filter((text) => text !== undefined);
  return {
    mode: 'pair',
    model: row.model_1,
    model_2: row.model_2,
    g1_winner: row.g1_winner,
    g2_winner: isVote ? null : row.g2_winner,
    unparsed: unparsed.join('; ') || null,
    judgment: row.g1_judgment,
    judgment_2: isVote ? null : row.g2_judgment,
    rationale: row.g1_rationale,
    rationale_2: row.g2_rationale,
  };
}

const judgmentColumns = [
  ['bench', 'text'],
  ['mode', 'text'],
  ['question_id', 'text'],
  ['category', 'text'],
  ['turn', 'whole'],
  ['choice', 'whole'],
  ['repeat', 'whole'],
  ['model', 'text'],
  ['model_2', 'text'],
  ['judge', 'text'],
  ['judge_prompt', 'text'],
  ['prompt_set', 'text'],
  ['score', 'number'],
  ['scale_low', 'number'],
  ['scale_high', 'number'],
  ['g1_winner', 'text'],
  ['g2_winner', 'text'],
  ['unparsed', 'text'],
  ['extracted', 'text'],
  ['target', 'text'],
  ['judgment', 'text'],
  ['judgment_2', 'text'],
  ['rationale', 'text'],
  ['rationale_2', 'text'],
  ['input_tokens', 'whole'],
  ['output_tokens', 'whole'],
  ['tstamp', 'number'],
  ['demo', 'flag'],
] as const satisfies Table['columns'];
