/** How far a voter and each judge agree, as `mt-judge agreement` counts it, and whether that says anything yet. */

import { type Agreed, buildAgreement, type CastVote } from '../../results/agreement/agreement.ts';
import { wilsonInterval } from '../../stats/proportion.ts';
import { judgeIdOf } from './vote-record.ts';

interface JudgedAgreement extends Agreed {
  /** 95 %, by Wilson; null where there is no pair of votes. */
  ci: readonly [number, number] | null;
  /** What a coin of as many sides would agree on. */
  chance: number;
  /** `few`: too few pairs of votes; `chance`: the interval holds what chance alone would give. */
  verdict: 'few' | 'chance' | 'told';
}

interface JudgeAgreement {
  judge: string;
  /** All pairs of votes; an inconsistent verdict of a judge is a tie. */
  s1: JudgedAgreement;
  /** Pairs without a tie. */
  s2: JudgedAgreement;
}

export interface VoterAgreement {
  voter: string;
  votes: number;
  judges: JudgeAgreement[];
  /** Judges with no comparison in common with the voter. */
  unshared: string[];
}

/** Fewer pairs of votes leave an interval of a third and more. */
const few = 30;

export function voterAgreement(
  cast: readonly CastVote[],
  voter: string,
  everyone: readonly string[],
): VoterAgreement {
  const human = judgeIdOf(voter);
  const judges = everyone.filter((judge) => judge !== human);
  const { agreement, unshared } = buildAgreement(cast, { judges, humans: [human] });
  return {
    voter,
    votes: cast.filter(({ judge }) => judge === human).length,
    judges: agreement
      .filter(({ kind }) => kind === 'judge-humans')
      .map(({ left, all: { s1, s2 } }) => ({
        judge: left,
        s1: judgedBy(s1, 1 / 3),
        s2: judgedBy(s2, 1 / 2),
      })),
    unshared: unshared.filter(({ right }) => right === 'humans').map(({ left }) => left),
  };
}

function judgedBy(agreed: Agreed, chance: number): JudgedAgreement {
  const ci = agreed.total === 0 ? null : wilsonInterval(agreed.agreed, agreed.total);
  const verdict = agreed.total < few || !ci ? 'few' : ci[0] <= chance && chance <= ci[1] ? 'chance' : 'told';
  return { ...agreed, ci, chance, verdict };
}
