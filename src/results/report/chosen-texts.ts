/** Which questions of a large benchmark come with their transcripts: a report must stay of a size that opens. */

import type { Overview } from './shape.ts';

/** Questions with transcripts: at some kilobytes each, a report of tens of megabytes at most. */
const mostTranscripts = 2000;

/** Of these so many may be ones that the default grader finds wrong for some model: they are what is looked for. */
const mostWrong = 1500;

/**
 * The places of the questions, or undefined where all have their texts: benches of up to `mostTranscripts` questions, and
 * all that are no benchmark. Both kinds are taken evenly spread over the bench.
 */
export function chosenTexts({
  single,
  questions,
  scores,
  judges,
}: Overview): ReadonlySet<number> | undefined {
  if (single?.grader === undefined || questions.length <= mostTranscripts) return undefined;
  const isWrong = new Uint8Array(questions.length);
  const grader = judges.indexOf(single.grader);
  for (const [row, score] of scores.score.entries()) {
    if (score < 1 && scores.judge[row] === grader) isWrong[scores.question[row] ?? -1] = 1;
  }
  const places = [...questions.keys()];
  const wrong = spread(
    places.filter((place) => isWrong[place] === 1),
    mostWrong,
  );
  const right = spread(
    places.filter((place) => isWrong[place] === 0),
    mostTranscripts - wrong.length,
  );
  return new Set([...wrong, ...right]);
}

/** A line that says so. */
export function textsNote(count: number, of: number): string {
  const [shown, all, wrong] = [count, of, mostWrong].map((each) => each.toLocaleString('en'));
  return `transcripts: of ${shown} of ${all} questions, up to ${wrong} of them with a wrong answer, evenly spread; mt-judge view shows all`;
}

function spread(places: readonly number[], most: number): number[] {
  if (places.length <= most) return [...places];
  return Array.from({ length: most }, (_, index) => places[Math.floor((index * places.length) / most)] ?? -1);
}
