/** How figures came about: stands beside them in every output, so that nobody needs the command line to tell. */

/** How a judge was asked. */
export interface Asked {
  judge: string;
  /** Present where no model was asked. */
  program?: true;
  /** As the service reports them. */
  models: string[];
  temperatures: number[];
  /** Judgments of each match, the most that there are. */
  repeats: number;
}

export interface Provenance {
  /** Version of mt-judge that computed the figures. */
  mt_judge: string;
  bench: string;
  /** SHA-256 of the file of questions, as `sha256sum` prints it; null where it is not available. */
  questions_sha256: string | null;
  /** How many questions the figures are of; null where they are not available. */
  questions: number | null;
  /** Null where none is named. */
  prompt_set: string | null;
  /** Judges and graders, and how each was asked. */
  judges: Asked[];
  /** Shots before each question, by the models' answers: one number unless they differ, none where no answer says. */
  num_fewshot: number[];
  /** Moments of the first and the last judgment (ISO 8601); null where no record tells. */
  first_judgment: string | null;
  last_judgment: string | null;
}

/** `bench b: 12 questions, SHA-256 1a2b3c4d5e6f…; 5-shot; judged 2026-11-30; mt-judge 0.1.0`. */
export function provenanceNote(provenance: Provenance): string {
  const { bench, mt_judge } = provenance;
  const shots = shotsText(provenance);
  const dates = datesText(provenance);
  return [
    `bench ${bench}: ${questionsText(provenance, 12)}`,
    ...(shots === undefined ? [] : [shots]),
    ...(dates === undefined ? [] : [`judged ${dates}`]),
    `mt-judge ${mt_judge}`,
  ].join('; ');
}

/** `12 questions, SHA-256 1a2b3c4d5e6f…`, the hash whole unless a number of digits is given. */
export function questionsText(
  { questions, questions_sha256: hash }: Pick<Provenance, 'questions' | 'questions_sha256'>,
  digits = 64,
): string {
  if (questions === null) return 'its questions are not available';
  const count = `${questions.toLocaleString('en')} ${questions === 1 ? 'question' : 'questions'}`;
  if (hash === null) return count;
  return `${count}, SHA-256 ${hash.slice(0, digits)}${digits < hash.length ? '…' : ''}`;
}

/** `5-shot`, or undefined where no answer says. */
export function shotsText({ num_fewshot }: Pick<Provenance, 'num_fewshot'>): string | undefined {
  return num_fewshot.length === 0 ? undefined : `${num_fewshot.join(' or ')}-shot`;
}

/** One day, or the first and the last; undefined where no record tells. */
export function datesText({
  first_judgment: first,
  last_judgment: last,
}: Pick<Provenance, 'first_judgment' | 'last_judgment'>): string | undefined {
  if (first === null || last === null) return undefined;
  const days = [first, last].map((moment) => moment.slice(0, 10));
  return days[0] === days[1] ? days[0] : days.join(' to ');
}
