/** How the judges of shown judgments were asked, as far as their records say: stands next to every figure. */

import { programMethod } from '../judges/judge.ts';
import { type Sample, sampleText } from '../records/bench/sample.ts';
import type { NameColumn } from '../store/tables/column.ts';
import { type Asked, type Provenance, provenanceNote } from './provenance.ts';

interface AskedColumns {
  judge: NameColumn<string>;
  repeat: NameColumn<number>;
  /** The name of the judge prompt, or `program`. */
  prompt: NameColumn<string>;
  /** Model and temperature, as JSON. */
  asked: NameColumn<string | undefined>;
}

/** Each judge of the rows, by name. */
export function askedIn({ judge, repeat, prompt, asked }: AskedColumns, rows: Iterable<number>): Asked[] {
  const found = new Map<string, { texts: Set<string>; repeats: number; prompted: boolean }>();
  for (const row of rows) {
    const name = judge.at(row);
    const own = found.get(name) ?? { texts: new Set<string>(), repeats: 0, prompted: false };
    found.set(name, own);
    const text = asked.at(row);
    if (text !== undefined) own.texts.add(text);
    own.repeats = Math.max(own.repeats, repeat.at(row) + 1);
    own.prompted ||= prompt.at(row) !== programMethod;
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { texts, repeats, prompted }]): Asked => {
      const pairs = [...texts].map((text): [string | null, number | null] => JSON.parse(text));
      const models = [...new Set(pairs.flatMap(([model]) => model ?? []))].sort();
      const temperatures = [...new Set(pairs.flatMap(([, temperature]) => temperature ?? []))].sort();
      const program = prompted ? {} : { program: true as const };
      return { judge: name, ...program, models, temperatures, repeats };
    });
}

/** As they stand in JSON, where they are known. */
export function askedFields({
  promptSet = null,
  asked,
  sample,
  provenance,
}: {
  promptSet?: string | null | undefined;
  asked?: readonly Asked[] | undefined;
  sample?: Sample | undefined;
  provenance?: Provenance | undefined;
}): AskedFields {
  return {
    ...(asked ? { prompt_set: promptSet, asked: [...asked] } : {}),
    ...(sample ? { sample } : {}),
    ...(provenance ? { provenance } : {}),
  };
}

/** What a board says of how it came about. */
export interface AskedFields {
  /** The set of judge prompts, null where none is named, and how each judge was asked. */
  prompt_set?: string | null;
  asked?: Asked[];
  /** Present where the questions are a sample of those of the bench. */
  sample?: Sample;
  provenance?: Provenance;
}

/** `judge prompts default; j: model j-2025, temperature 0, 1 repeat`; a line of the bench, dates and version below. */
export function askedNotes({ prompt_set = null, asked = [], sample, provenance }: AskedFields): string[] {
  const set = prompt_set === null ? 'judge prompts not named' : `judge prompts ${prompt_set}`;
  const prompted = asked.some(({ program }) => !program) ? [set] : [];
  return [
    ...(sample ? [sampleText(sample)] : []),
    ...(asked.length > 0 ? [[...prompted, ...asked.map(askedText)].join('; ')] : []),
    ...(provenance ? [provenanceNote(provenance)] : []),
  ];
}

/** The same in the cells of a CSV file: set, models, temperatures, repeats; and the sample, where it is one. */
export function askedHeads({ sample, provenance }: AskedFields = {}): string[] {
  return [
    ...['prompt_set', 'judge_models', 'temperatures', 'repeats'],
    ...(sample ? ['sample'] : []),
    ...(provenance
      ? ['bench', 'questions_sha256', 'num_fewshot', 'first_judgment', 'last_judgment', 'mt_judge']
      : []),
  ];
}

export function askedCells({ prompt_set = null, asked = [], sample, provenance }: AskedFields): string[] {
  const each = (values: (one: Asked) => readonly (string | number)[]) =>
    [...new Set(asked.flatMap(values))].join('; ');
  return [
    prompt_set ?? '',
    each(({ models }) => models),
    each(({ temperatures }) => temperatures),
    each(({ repeats }) => [repeats]),
    ...(sample ? [`${sample.questions} of ${sample.of}`] : []),
    ...(provenance ? provenanceCells(provenance) : []),
  ];
}

function provenanceCells({ bench, questions_sha256, num_fewshot, ...provenance }: Provenance): string[] {
  const { first_judgment, last_judgment, mt_judge } = provenance;
  return [
    bench,
    questions_sha256 ?? '',
    num_fewshot.join('; '),
    first_judgment ?? '',
    last_judgment ?? '',
    mt_judge,
  ];
}

function askedText({ judge, program, models, temperatures, repeats }: Asked): string {
  const unknown = program ? 'a program' : 'model not reported';
  const model = models.length === 0 ? unknown : `model ${models.join(' or ')}`;
  const heat = temperatures.length === 0 ? [] : [`temperature ${temperatures.join(' or ')}`];
  return `${judge}: ${[model, ...heat, `${repeats} ${repeats === 1 ? 'repeat' : 'repeats'}`].join(', ')}`;
}
