/** Mode single: each answer gets a score on the judge's scale. */

import { contentHash } from '../../content-hash.ts';
import type { JudgeReply } from '../../judges/judge.ts';
import type { Match } from '../../judges/match.ts';
import {
  type SingleJudgment,
  singleJudgmentKey,
  singleJudgmentSchema,
  unparsedScore,
} from '../../records/judgment.ts';
import { judgeOf, keptInputsHash, methodFields, settingsOf, sumUsage } from './inputs.ts';
import type { Decided, JudgmentSummary, Mode, PendingMatch } from './mode.ts';

export const singleMode: Mode<SingleJudgment> = {
  file: 'single',
  schema: singleJudgmentSchema,
  keyOf: singleJudgmentKey,
  rankOf: ({ model, turn, choice = 0, repeat = 0 }, position) => [model, position, turn, choice, repeat],
  summarise,
  unparsedReasons: ({ unparsed }) => (unparsed === undefined ? [] : [unparsed]),
  pairings: (readers) => readers.map((reader) => [reader]),
  keyOfMatch: (pending, judge, prompt_set) =>
    singleJudgmentKey({ ...pending, ...namesOf(pending), judge, prompt_set }),
  games: (pending, [answers = []]): Match[] => {
    const { question, turn, choice, repeat } = pending;
    return [{ type: 'single', question, turn, choice, repeat, answers, model: namesOf(pending).model }];
  },
  toRecord,
};

function summarise(judgment: SingleJudgment, once = (text: string) => text): JudgmentSummary {
  const { answer_hash } = judgment;
  const inputsHash = keptInputsHash(judgment, answer_hash === undefined ? undefined : [answer_hash]);
  const sentTo = judgeOf(judgment, judgment.calls);
  return {
    methodName: once(judgment.judge[1]),
    promptSet: judgment.prompt_set === undefined ? undefined : once(judgment.prompt_set),
    inputsHash,
    sentTo: sentTo === undefined ? undefined : once(sentTo),
    prompts: inputsHash === undefined ? contentHash([judgment.user_prompt]) : undefined,
    askedWith: settingsOf(judgment.calls, once),
  };
}

function toRecord(decided: Decided): SingleJudgment {
  const { pending, inputs, judge, method, replies } = decided;
  const [reply] = replies;
  if (!reply) throw new Error('a single judgment needs one reply');
  const { verdict, calls } = reply;
  const usage = sumUsage(calls);
  return {
    ...namesOf(pending),
    judge: [judge.id, method.name],
    user_prompt: reply.prompt,
    judgment: reply.reply,
    score: verdict.kind === 'rating' ? verdict.rating : unparsedScore,
    turn: pending.turn,
    tstamp: decided.tstamp,
    rationale: reply.rationale,
    choice: pending.choice,
    repeat: pending.repeat,
    question_hash: inputs.question_hash,
    answer_hash: inputs.answer_hashes[0] ?? '',
    reference_hash: inputs.reference_hash,
    ...methodFields(decided),
    ...(usage ? { usage } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    ...(verdict.kind === 'unparsed' ? { unparsed: verdict.reason } : {}),
    // A model's scale is what absence means: its records stay as they were.
    ...(judge.kind === 'program' ? { scale: [judge.scale[0], judge.scale[1]] } : {}),
    ...gradingFields(reply),
    ...(decided.demo ? { demo: true as const } : {}),
  };
}

/** No answer found is the score 0, and says why. */
function gradingFields({ grading, rationale }: JudgeReply): Partial<SingleJudgment> {
  if (!grading) return {};
  const { extracted, target, details } = grading;
  return {
    ...(extracted === undefined ? { unparsed: rationale } : { extracted }),
    target,
    ...(details ? { details } : {}),
  };
}

function namesOf({ question, sides }: PendingMatch) {
  return { question_id: question.question_id, model: sides[0]?.reader.model ?? '' };
}
