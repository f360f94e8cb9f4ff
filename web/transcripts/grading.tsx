/** What a grader read out of an answer, marked where it stands, and what would have been right. */

import type { ScoreTexts } from '../../src/results/report/shape.ts';
import { Plain } from '../text/plain.tsx';

/** Characters of the answer around what was read. */
const around = 80;

/** Texts that are short enough for a line. */
const oneLine = 120;

export function Grading({ texts, answer }: { texts: ScoreTexts; answer: string | undefined }) {
  const { extracted, target, at } = texts;
  if (target === undefined) return null;
  const place = extracted === undefined ? undefined : placeOf(extracted, at, answer);
  return (
    <dl class="grading">
      <dt>read</dt>
      <dd>
        {extracted === undefined && <em>no answer</em>}
        {extracted !== undefined && !place && <Value text={extracted} />}
        {place && answer !== undefined && (
          <q>
            {place.start > around && '…'}
            <Plain text={answer.slice(Math.max(0, place.start - around), place.start)} />
            <mark>
              <Plain text={answer.slice(place.start, place.end)} />
            </mark>
            <Plain text={answer.slice(place.end, place.end + around)} />
            {place.end + around < answer.length && '…'}
          </q>
        )}
      </dd>
      <dt>right</dt>
      <dd>
        <Value text={target} />
      </dd>
    </dl>
  );
}

/** Programs are lines; anything else is a word or a few. */
function Value({ text }: { text: string }) {
  return text.length > oneLine || text.includes('\n') ? (
    <pre>
      <Plain text={text} />
    </pre>
  ) : (
    <b>
      <Plain text={text} />
    </b>
  );
}

/** Where the grader says that it stands; else the last place where just these words do. */
function placeOf(
  extracted: string,
  at: ScoreTexts['at'],
  answer: string | undefined,
): { start: number; end: number } | undefined {
  if (answer === undefined || extracted === '') return undefined;
  if (at && at[0] < at[1] && at[1] <= answer.length) return { start: at[0], end: at[1] };
  const start = extracted.length > oneLine ? -1 : answer.lastIndexOf(extracted);
  return start === -1 ? undefined : { start, end: start + extracted.length };
}
