/** All models on one question: their scores turn by turn, and a way to each. */

import { formatScore } from '../../src/results/render/number-format.ts';
import { formatAddress } from '../state/address.ts';
import { meanOf, oneMetric, type RatedAnswer } from '../state/answers.ts';
import { usePage } from '../state/page-context.ts';
import { Plain } from '../text/plain.tsx';
import { Score } from './score.tsx';

export interface ModelStripProps {
  question: number;
  models: readonly string[];
  left: string;
  right: string;
}

export function ModelStrip({ question, models, left, right }: ModelStripProps) {
  const { overview, answers, address } = usePage();
  const here = answers.filter((answer) => answer.question === question);
  const turns = [...new Set(here.map(({ turn }) => turn))].sort((a, b) => a - b);
  if (models.length < 2) return null;
  return (
    <nav class="strip" aria-label="Models on this question">
      {models.map((model) => {
        const own = here.filter((answer) => overview.models[answer.model] === model);
        const current = model === left ? 'true' : undefined;
        const side = model === right ? 'strip-item right' : 'strip-item';
        return (
          <a
            key={model}
            class={side}
            aria-current={current}
            href={formatAddress({ ...address, left: model })}
          >
            <Plain text={model} />
            {turns.length > 0 && (
              <span class="scores">
                {turns.map((turn) => (
                  <TurnScore key={turn} turn={turn} answers={own.filter((answer) => answer.turn === turn)} />
                ))}
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}

/** Mean over judges, choices and repeats; of graders that of one. */
function TurnScore({ turn, answers }: { turn: number; answers: readonly RatedAnswer[] }) {
  const { overview, address } = usePage();
  const all = answers.flatMap(({ rows }) => rows);
  const mean = meanOf(oneMetric(all, overview, address.judge));
  return (
    <Score score={mean} label={`turn ${turn}: ${mean === undefined ? 'no score' : formatScore(mean)}`} />
  );
}
