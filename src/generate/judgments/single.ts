/** Mode single: each answer gets a rating from 1 to 10. */

import { contentHash } from '../../content-hash.ts';
import type { Match } from '../../judges/match.ts';
import {
  type SingleJudgment,
  singleJudgmentKey,
  singleJudgmentSchema,
  unparsedScore,
} from '../../records/judgment.ts';
import { hashFoundation, judgeOf, promptFields, sumUsage } from './inputs.ts';
import type { Decided, JudgmentSummary, Mode, PendingMatch } from './mode.ts';

export const singleMode: Mode<SingleJudgment> = {
  file: 'single',
  schema: singleJudgmentSchema,
  keyOf: singleJudgmentKey,
  rankOf: ({ model, turn, choice = 0, repeat = 0 }, position) => [model, position, turn, choice, repeat],
  summarise,
  isUnparsed: ({ unparsed }) => unparsed !== undefined,
  lineUps: (readers) => readers.map((reader) => [reader]),
  keyOfMatch: (pending, judge) =>
    singleJudgmentKey({ ...pending, ...namesOf(pending), judge: [judge[0], judge[1]] }),
  games: (pending, [answers = []]): Match[] => {
    const { question, turn, choice, repeat } = pending;
    return [{ type: 'single', question, turn, choice, repeat, answers, model: namesOf(pending).model }];
  },
  toRecord,
};

function summarise(judgment: SingleJudgment, once = (text: string) => text): JudgmentSummary {
  const { answer_hash } = judgment;
  const restsOn = hashFoundation(judgment, answer_hash === undefined ? undefined : [answer_hash]);
  const sentTo = judgeOf(judgment.calls, judgment.demo);
  return {
    promptName: once(judgment.judge[1]),
    restsOn,
    sentTo: sentTo === undefined ? undefined : once(sentTo),
    prompts: restsOn === undefined ? contentHash([judgment.user_prompt]) : undefined,
  };
}

function toRecord(decided: Decided): SingleJudgment {
  const { pending, foundation, asked, opinions } = decided;
  const [opinion] = opinions;
  const [prompt] = asked;
  if (!opinion || !prompt) throw new Error('a single judgment needs one opinion');
  const { verdict, calls } = opinion;
  const usage = sumUsage(calls);
  return {
    ...namesOf(pending),
    judge: [decided.judgeId, prompt.name],
    user_prompt: prompt.user,
    judgment: opinion.reply,
    score: verdict.kind === 'rating' ? verdict.rating : unparsedScore,
    turn: pending.turn,
    tstamp: decided.tstamp,
    rationale: opinion.rationale,
    choice: pending.choice,
    repeat: pending.repeat,
    question_hash: foundation.question_hash,
    answer_hash: foundation.answer_hashes[0] ?? '',
    reference_hash: foundation.reference_hash,
    ...promptFields(decided),
    ...(usage ? { usage } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    ...(verdict.kind === 'unparsed' ? { unparsed: verdict.reason } : {}),
    ...(decided.demo ? { demo: true as const } : {}),
  };
}

function namesOf({ question, sides }: PendingMatch) {
  return { question_id: question.question_id, model: sides[0]?.reader.model ?? '' };
}
