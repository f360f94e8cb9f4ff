/** Modes pairwise: two models' answers meet in two games, the second with the sides swapped. */

import { contentHash } from '../../content-hash.ts';
import type { JudgeReply } from '../../judges/judge.ts';
import type { PairMatch } from '../../judges/match.ts';
import {
  type GameWinner,
  type PairJudgment,
  pairJudgmentKey,
  pairJudgmentSchema,
} from '../../records/pair-judgment.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import { judgeOf, keptInputsHash, methodFields, settingsOf, sumUsage } from './inputs.ts';
import type { Decided, JudgmentSummary, Mode, PendingMatch } from './mode.ts';

/** With a baseline every other model meets it; without one, every model meets every other. */
export function pairMode(baseline?: string): Mode<PairJudgment> {
  return {
    file: 'pair',
    schema: pairJudgmentSchema,
    keyOf: pairJudgmentKey,
    rankOf: ({ model_1, model_2, turn, choice = 0, repeat = 0 }, position) => [
      ...[model_1, model_2].sort(),
      position,
      turn,
      choice,
      repeat,
    ],
    summarise,
    unparsedReasons: ({ g1_unparsed, g2_unparsed }) =>
      [g1_unparsed, g2_unparsed].filter((each) => each !== undefined),
    pairings: (readers) => pairsOf(readers, baseline),
    keyOfMatch: (pending, judge, prompt_set) =>
      pairJudgmentKey({ ...pending, ...namesOf(pending), judge, prompt_set }),
    games,
    toRecord,
  };
}

/** Every two models once, by name, so that both modes make the same records. */
function pairsOf(readers: readonly AnswerReader[], baseline: string | undefined): AnswerReader[][] {
  const sorted = [...readers].sort((a, b) => (a.model < b.model ? -1 : 1));
  return sorted.flatMap((first, index) =>
    sorted
      .slice(index + 1)
      .filter(({ model }) => baseline === undefined || model === baseline || first.model === baseline)
      .map((second) => [first, second]),
  );
}

function games(
  pending: PendingMatch,
  [answers1 = [], answers2 = []]: readonly (readonly string[])[],
): PairMatch[] {
  const { question, turn, choice, repeat } = pending;
  const { model_1, model_2 } = namesOf(pending);
  const shared = { type: 'pairwise', question, turn, choice, repeat, model_1, model_2 } as const;
  return [
    { ...shared, answersA: answers1, answersB: answers2 },
    { ...shared, answersA: answers2, answersB: answers1 },
  ];
}

/** A record in the other order of models, such as FastChat's against a baseline, is the same match seen from behind. */
function summarise(judgment: PairJudgment, once = (text: string) => text): JudgmentSummary {
  const { model_1, model_2, answer_1_hash, answer_2_hash } = judgment;
  const inOrder = <Item>(pair: readonly [Item, Item]) =>
    model_1 <= model_2 ? [...pair] : [pair[1], pair[0]];
  const hashed = answer_1_hash !== undefined && answer_2_hash !== undefined;
  const inputsHash = keptInputsHash(judgment, hashed ? inOrder([answer_1_hash, answer_2_hash]) : undefined);
  const sentTo = judgeOf(judgment, judgment.g1_calls);
  return {
    methodName: once(judgment.judge[1]),
    promptSet: judgment.prompt_set === undefined ? undefined : once(judgment.prompt_set),
    inputsHash,
    sentTo: sentTo === undefined ? undefined : once(sentTo),
    prompts:
      inputsHash === undefined
        ? contentHash(inOrder([judgment.g1_user_prompt, judgment.g2_user_prompt]))
        : undefined,
    askedWith: settingsOf([...(judgment.g1_calls ?? []), ...(judgment.g2_calls ?? [])], once),
  };
}

function toRecord(decided: Decided): PairJudgment {
  const { pending, inputs, judge, method, replies } = decided;
  const [first, second] = replies;
  if (!first || !second) throw new Error('a pair judgment needs two replies');
  const usage = sumUsage([...first.calls, ...second.calls]);
  return {
    ...namesOf(pending),
    g1_winner: winnerOf(first, ['model_1', 'model_2']),
    g2_winner: winnerOf(second, ['model_2', 'model_1']),
    judge: [judge.id, method.name],
    g1_user_prompt: first.prompt,
    g1_judgment: first.reply,
    g2_user_prompt: second.prompt,
    g2_judgment: second.reply,
    turn: pending.turn,
    tstamp: decided.tstamp,
    g1_rationale: first.rationale,
    g2_rationale: second.rationale,
    choice: pending.choice,
    repeat: pending.repeat,
    question_hash: inputs.question_hash,
    answer_1_hash: inputs.answer_hashes[0] ?? '',
    answer_2_hash: inputs.answer_hashes[1] ?? '',
    reference_hash: inputs.reference_hash,
    ...methodFields(decided),
    ...(usage ? { usage } : {}),
    ...(first.calls.length > 0 ? { g1_calls: first.calls } : {}),
    ...(second.calls.length > 0 ? { g2_calls: second.calls } : {}),
    ...(first.verdict.kind === 'unparsed' ? { g1_unparsed: first.verdict.reason } : {}),
    ...(second.verdict.kind === 'unparsed' ? { g2_unparsed: second.verdict.reason } : {}),
    ...(decided.demo ? { demo: true as const } : {}),
  };
}

/** Who stood as assistant A and who as B. */
function winnerOf({ verdict }: JudgeReply, [a, b]: readonly [GameWinner, GameWinner]): GameWinner {
  if (verdict.kind !== 'winner') return 'error';
  if (verdict.winner === 'tie') return 'tie';
  return verdict.winner === 'A' ? a : b;
}

function namesOf({ question, sides }: PendingMatch) {
  const [first, second] = sides;
  return {
    question_id: question.question_id,
    model_1: first?.reader.model ?? '',
    model_2: second?.reader.model ?? '',
  };
}
