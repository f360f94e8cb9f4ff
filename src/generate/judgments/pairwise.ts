/** Modes pairwise: two models' answers meet in two games, the second with the sides swapped. */

import { contentHash } from '../../content-hash.ts';
import type { JudgeReply } from '../../judges/judge.ts';
import type { PairMatch } from '../../judges/match.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import {
  type FiveStep,
  type GameWinner,
  type PairJudgment,
  pairJudgmentKey,
  pairJudgmentSchema,
} from '../../records/pair-judgment.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import { judgeOf, keptInputsHash, methodFields, settingsOf, sumUsage } from './inputs.ts';
import type { Decided, JudgmentSummary, Mode, PendingMatch } from './mode.ts';

/**
 * With a baseline every other model meets it; without one, every model meets every other. Both orders are asked, unless the
 * prompts say that one is drawn.
 */
export function pairMode(baseline?: string, prompts?: Pick<JudgePromptSet, 'prompts'>): Mode<PairJudgment> {
  const drawn = drawnOrder(prompts);
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
    games: (pending, answers) => games(pending, answers, { drawn, baseline }),
    toRecord: (decided) => toRecord(decided, shownFirst(decided.pending, { drawn, baseline })),
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

interface Order {
  /** The seed of the order that is drawn; undefined where both orders are asked. */
  drawn: number | undefined;
  baseline: string | undefined;
}

/** The seed that a set draws orders from; undefined where it asks in both. */
function drawnOrder(set: Pick<JudgePromptSet, 'prompts'> | undefined): number | undefined {
  const prompt = set?.prompts.find(({ output_format }) => output_format === 'weighted');
  return prompt && prompt.order !== 'both' ? (prompt.seed ?? 0) : undefined;
}

/**
 * Who is shown first: whether it is the baseline (without one, the first by name) is drawn for each turn of a question, and so
 * is the same for all models, runs and machines.
 */
function shownFirst(pending: PendingMatch, { drawn, baseline }: Order): 'model_1' | 'model_2' | undefined {
  if (drawn === undefined) return undefined;
  const { question, turn } = pending;
  const isBaselineFirst =
    Number.parseInt(contentHash([drawn, String(question.question_id), turn]).slice(0, 2), 16) < 128;
  const isSecond = baseline !== undefined && namesOf(pending).model_2 === baseline;
  return isBaselineFirst === isSecond ? 'model_2' : 'model_1';
}

function games(
  pending: PendingMatch,
  [answers1 = [], answers2 = []]: readonly (readonly string[])[],
  order: Order,
): PairMatch[] {
  const { question, turn, choice, repeat } = pending;
  const { model_1, model_2 } = namesOf(pending);
  const shared = { type: 'pairwise', question, turn, choice, repeat, model_1, model_2 } as const;
  const asShown: PairMatch = { ...shared, answersA: answers1, answersB: answers2 };
  const swapped: PairMatch = { ...shared, answersA: answers2, answersB: answers1 };
  const first = shownFirst(pending, order);
  if (first === undefined) return [asShown, swapped];
  return [first === 'model_1' ? asShown : swapped];
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

function toRecord(decided: Decided, shown: 'model_1' | 'model_2' | undefined): PairJudgment {
  const { pending, inputs, judge, method, replies } = decided;
  const [first, other] = replies;
  if (!first || (!other && !shown)) throw new Error('a pair judgment needs two replies');
  const second = other ?? { ...first, prompt: '', reply: '', rationale: '', calls: [] };
  const usage = sumUsage([...first.calls, ...second.calls]);
  const sides = shown === 'model_2' ? (['model_2', 'model_1'] as const) : (['model_1', 'model_2'] as const);
  return {
    ...namesOf(pending),
    g1_winner: winnerOf(first, sides),
    g2_winner: winnerOf(second, shown ? sides : ['model_2', 'model_1']),
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
    ...(shown ? { shown_first: shown } : {}),
    ...finerVerdict(decided, shown),
    ...(usage ? { usage } : {}),
    ...(first.calls.length > 0 ? { g1_calls: first.calls } : {}),
    ...(second.calls.length > 0 ? { g2_calls: second.calls } : {}),
    ...(first.verdict.kind === 'unparsed' ? { g1_unparsed: first.verdict.reason } : {}),
    ...(other?.verdict.kind === 'unparsed' ? { g2_unparsed: other.verdict.reason } : {}),
    ...(decided.demo ? { demo: true as const } : {}),
  };
}

/** What a verdict says beyond who has won: a preference, or one of five steps. */
function finerVerdict(
  { replies, lengths: [length_1 = 0, length_2 = 0] }: Decided,
  shown: 'model_1' | 'model_2' | undefined,
) {
  const preferences = replies.flatMap(({ verdict }, game) => {
    if (verdict.kind !== 'winner' || verdict.preference === undefined) return [];
    const isSwapped = shown ? shown === 'model_2' : game === 1;
    return [isSwapped ? 1 - verdict.preference : verdict.preference];
  });
  const [g1_label, g2_label] = replies.map(({ verdict }) => labelOf(verdict));
  // A match with an error in either game is left out.
  const isWhole = preferences.length === replies.length;
  const preference = preferences.reduce((sum, each) => sum + each, 0) / preferences.length;
  return {
    ...(isWhole ? { preference, length_1, length_2 } : {}),
    ...(g1_label ? { g1_label } : {}),
    ...(g2_label ? { g2_label } : {}),
  };
}

function labelOf(verdict: JudgeReply['verdict']): FiveStep | undefined {
  if (verdict.kind !== 'winner' || verdict.strong === undefined) return undefined;
  if (verdict.winner === 'tie') return 'A=B';
  if (verdict.winner === 'A') return verdict.strong ? 'A>>B' : 'A>B';
  return verdict.strong ? 'B>>A' : 'B>A';
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
