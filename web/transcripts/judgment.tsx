/** What one judge said of an answer: its score, and its whole reply. */

import { flagBit, flagsIn } from '../../src/results/report/flags.ts';
import type { ScoreTexts } from '../../src/results/report/shape.ts';
import { Plain } from '../text/plain.tsx';
import { Prose } from '../text/prose.tsx';
import { tokens } from './answer-foot.tsx';
import { Grading } from './grading.tsx';
import { Flags } from './lists/answer-list.tsx';
import { Score } from './score.tsx';

/** `answer` is the text that was judged, where it is available: what a grader read is marked in it. */
export function Judgment({ texts, answer }: { texts: ScoreTexts; answer?: string | undefined }) {
  const { judge, score, repeat, reply, unparsed, usage, prompt, flags } = texts;
  const parsed = (flags & flagBit('unparsed')) === 0;
  const old = flagsIn(flags).some((flag) => flag === 'superseded' || flag === 'stale');
  return (
    <details class={old ? 'judgment old' : 'judgment'} open={!old}>
      <summary>
        <Score score={parsed ? score : undefined} label={parsed ? `score ${score}` : 'unparsed'} />
        <span class="judge">
          <Plain text={judge} />
          {repeat > 0 && <small> repeat {repeat}</small>}
        </span>
        <Flags bits={flags} />
      </summary>
      {!parsed && unparsed !== undefined && (
        <p class="warn">
          No score was read: <Plain text={unparsed} />
        </p>
      )}
      <Grading texts={texts} answer={answer} />
      <Prose text={reply} />
      <p class="foot">
        <span>
          prompt <Plain text={prompt} />
        </span>
        {usage && <span>{tokens(usage)}</span>}
      </p>
    </details>
  );
}
