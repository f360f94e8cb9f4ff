/** From what a judge replied to its report card: each probe passes, fails, or is not decided. */

import type { Judge, JudgeReply } from '../judges/judge.ts';
import type { Verdict } from '../judges/model/verdict.ts';
import { bounds, missesAllowed } from './bounds.ts';
import { type Case, matchKey, type Probe } from './probe.ts';

/** What became of one probe call; one that was never made has none. */
export type Outcome = { kind: 'reply'; reply: JudgeReply } | { kind: 'failed'; reason: string };

type ProbeVerdict = 'pass' | 'fail' | 'not decided';

interface CaseResult {
  question: string;
  got: string;
  /** Null where a call failed or was never made. */
  holds: boolean | null;
  /** As the judge gave them, match by match: a rating, the side A or B, tie; null for none. */
  verdicts: (number | string | null)[];
  /** Why a call failed. */
  reason?: string;
}

interface ProbeResult {
  probe: string;
  result: ProbeVerdict;
  /** Cases, or for the format replies, that are as expected. */
  held: number;
  of: number;
  asked: string;
  got: string;
  expected: string;
  cases: CaseResult[];
}

export interface ReportCard {
  judge: string;
  /** True when no language model was involved. */
  demo: boolean;
  passed: number;
  failed: number;
  not_decided: number;
  probes: ProbeResult[];
}

export function reportCard(
  judge: Pick<Judge, 'id' | 'kind'>,
  probes: readonly Probe[],
  outcomes: ReadonlyMap<string, Outcome>,
): ReportCard {
  const keys = new Set(probes.flatMap(({ cases }) => cases.flatMap(({ matches }) => matches.map(matchKey))));
  const all = [...keys].map((key) => outcomes.get(key));
  const results = [...probes.map((probe) => resultOf(probe, outcomes)), formatResult(all)];
  const count = (verdict: ProbeVerdict) => results.filter(({ result }) => result === verdict).length;
  return {
    judge: judge.id,
    demo: judge.kind === 'demo',
    passed: count('pass'),
    failed: count('fail'),
    not_decided: count('not decided'),
    probes: results,
  };
}

/** A probe fails once more cases miss than a fluke explains, whatever is still open; until then it stays open. */
function resultOf(
  { name, asked, expected, cases }: Probe,
  outcomes: ReadonlyMap<string, Outcome>,
): ProbeResult {
  const results = cases.map((each) => caseResult(each, outcomes));
  const misses = results.filter(({ holds }) => holds === false).length;
  const open = results.some(({ holds }) => holds === null);
  const failed = misses > missesAllowed(cases.length);
  return {
    probe: name,
    result: failed ? 'fail' : open ? 'not decided' : 'pass',
    held: results.filter(({ holds }) => holds).length,
    of: cases.length,
    asked,
    got: tally(results.map(({ got }) => got)),
    expected,
    cases: results,
  };
}

function caseResult({ question, matches, read }: Case, outcomes: ReadonlyMap<string, Outcome>): CaseResult {
  const found = matches.map((match) => outcomes.get(matchKey(match)));
  const verdicts = found.flatMap((each) => (each?.kind === 'reply' ? [each.reply.verdict] : []));
  const shown = found.map((each) => (each?.kind === 'reply' ? plainVerdict(each.reply.verdict) : null));
  if (verdicts.length === matches.length) return { question, ...read(verdicts), verdicts: shown };
  const open = { question, holds: null, verdicts: shown };
  const failure = found.find((each) => each?.kind === 'failed');
  return failure ? { ...open, got: 'failed', reason: failure.reason } : { ...open, got: 'not asked' };
}

function plainVerdict(verdict: Verdict): number | string | null {
  if (verdict.kind === 'rating') return verdict.rating;
  return verdict.kind === 'winner' ? verdict.winner : null;
}

/** Whether the judge keeps to the form, seen on everything that it was asked. */
function formatResult(outcomes: readonly (Outcome | undefined)[]): ProbeResult {
  const replies = outcomes.flatMap((each) => (each?.kind === 'reply' ? [each.reply] : []));
  const held = replies.filter(({ verdict, calls }) => verdict.kind !== 'unparsed' && calls.length < 2).length;
  const lost = replies.length - held;
  const failed = lost > outcomes.length * (1 - bounds.firstTry);
  const percent = (share: number) => `${Math.floor(share * 100)} %`;
  return {
    probe: 'format',
    result: failed ? 'fail' : replies.length < outcomes.length ? 'not decided' : 'pass',
    held,
    of: outcomes.length,
    asked: 'a verdict that can be read at the first try',
    got: replies.length === 0 ? 'nothing' : percent(held / replies.length),
    expected: `at least ${percent(bounds.firstTry)}`,
    cases: [],
  };
}

/** `1 ×5, 2`: what was got, in the order of its first appearance. */
function tally(got: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of got) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([each, count]) => (count === 1 ? each : `${each} ×${count}`)).join(', ');
}
