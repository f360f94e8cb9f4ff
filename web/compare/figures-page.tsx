/** The figures of a comparison, the verdicts first. */

import { Figure } from '../figures/figure.tsx';
import { Plain } from '../text/plain.tsx';
import { AnswerRates } from './answer-rates.tsx';
import { useCompare } from './context.ts';
import { FlipMatrix } from './figures/flip-matrix.tsx';
import { Forest } from './figures/forest.tsx';
import { SizePlot } from './figures/size-plot.tsx';
import { CompareNotes, Provenance } from './notes.tsx';
import { Pooled } from './pooled.tsx';
import { Verdicts } from './verdicts.tsx';
import { verdictClass } from './words.ts';

export function FiguresPage() {
  const { page } = useCompare();
  return (
    <div class="figures compare">
      <Figure id="summary" title="Verdict" wide>
        <ul class="sentences">
          {page.candidates.map(({ model, sentence, verdict }) => (
            <li key={model}>
              <span class={verdictClass(verdict)}>{verdict}</span>{' '}
              <span>
                <Plain text={`${sentence}.`} />
              </span>
            </li>
          ))}
        </ul>
      </Figure>
      <Forest />
      <Verdicts />
      <SizePlot />
      <Pooled />
      <FlipMatrix />
      <AnswerRates />
      <CompareNotes />
      <Provenance />
    </div>
  );
}
