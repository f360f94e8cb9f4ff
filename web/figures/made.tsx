/** How the figures came about: what nobody must need the command line to know. */

import type { Asked, Provenance } from '../../src/results/provenance.ts';
import { datesText, questionsText, shotsText } from '../../src/results/provenance.ts';
import { Plain } from '../text/plain.tsx';
import { Figure } from './figure.tsx';

export function Made({ provenance }: { provenance: readonly Provenance[] }) {
  const [first] = provenance;
  if (!first) return null;
  const shots = shotsText(first);
  return (
    <Figure id="made" title="How this was made" wide>
      <dl class="made">
        <dt>Bench</dt>
        <dd>
          <Plain text={first.bench} />: {questionsText(first)}
        </dd>
        {shots !== undefined && (
          <>
            <dt>Shots</dt>
            <dd>{shots}</dd>
          </>
        )}
        {provenance.map((each, place) => (
          <Judging key={place} provenance={each} kind={provenance.length > 1 ? kinds[place] : undefined} />
        ))}
        <dt>Computed by</dt>
        <dd>mt-judge {first.mt_judge}</dd>
      </dl>
    </Figure>
  );
}

/** Scores first, where there are both. */
const kinds = ['scores', 'pairs'] as const;

function Judging({ provenance, kind }: { provenance: Provenance; kind: (typeof kinds)[number] | undefined }) {
  const { judges, prompt_set } = provenance;
  const dates = datesText(provenance);
  const of = kind === undefined ? '' : ` (${kind})`;
  return (
    <>
      {judges.some(({ program }) => !program) && (
        <>
          <dt>Judge prompts{of}</dt>
          <dd>
            <Plain text={prompt_set ?? 'not named'} />
          </dd>
        </>
      )}
      {judges.map((judge) => (
        <Judge key={judge.judge} judge={judge} of={of} />
      ))}
      {dates !== undefined && (
        <>
          <dt>Judged{of}</dt>
          <dd>{dates}</dd>
        </>
      )}
    </>
  );
}

function Judge({
  judge: { judge, program, models, temperatures, repeats },
  of,
}: {
  judge: Asked;
  of: string;
}) {
  const heat = temperatures.length === 0 ? '' : `, temperature ${temperatures.join(' or ')}`;
  return (
    <>
      <dt>
        {program ? 'Grader' : 'Judge'}
        {of}
      </dt>
      <dd>
        <Plain text={judge} />:{' '}
        {models.length > 0 ? (
          <>
            model <Plain text={models.join(' or ')} />
          </>
        ) : program ? (
          'a program'
        ) : (
          'model not reported'
        )}
        {heat}, {repeats} {repeats === 1 ? 'repeat' : 'repeats'}
      </dd>
    </>
  );
}
