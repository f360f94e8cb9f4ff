/** What the answers of two models to one bench are like, side by side: how long, how many refused, how many the same. */

import { existsSync } from 'node:fs';
import { contentHash } from '../../../content-hash.ts';
import type { Answer } from '../../../records/answer.ts';
import { answerKey, answerSchema } from '../../../records/answer.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { eachRecord } from '../../../store/jsonl/reader.ts';
import type { AnswerRates } from '../../compare/value.ts';

export type TextRates = Omit<AnswerRates, 'no_answer'>;

/** Of one model's answers to the questions of a bench. */
export interface AnswerFacts {
  /** Of all texts of an answer, by question. */
  hashes: ReadonlyMap<string, string>;
  rates: (questions: ReadonlySet<string>) => TextRates;
  /** Values of each setting that the answers were asked with, as JSON. */
  settings: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Undefined where the model has no file of answers: judgments of other tools come without. */
export async function readAnswerFacts(
  dataDir: string,
  bench: string,
  model: string,
): Promise<AnswerFacts | undefined> {
  const file = answersFile(dataDir, bench, model);
  if (!existsSync(file)) return undefined;
  const hashes = new Map<string, string>();
  const facts = new Map<string, Counts>();
  const settings = new Map<string, Set<string>>();
  await eachRecord(file, answerSchema, {
    holds: 'answers',
    visit: ({ record }) => {
      const key = answerKey(record);
      hashes.set(key, contentHash(record.choices.map(({ turns }) => turns)));
      facts.set(key, countsOf(record));
      addSettings(record, settings);
    },
    onTorn: () => undefined,
  });
  return {
    hashes,
    settings,
    rates: (questions) => ratesOf([...questions].flatMap((key) => facts.get(key) ?? [])),
  };
}

interface Counts {
  texts: number;
  characters: number;
  empty: number;
  refused: number;
  cutOff: number;
}

function countsOf({ choices }: Answer): Counts {
  const counts = { texts: 0, characters: 0, empty: 0, refused: 0, cutOff: 0 };
  for (const { turns, calls = [] } of choices) {
    for (const [turn, text] of turns.entries()) {
      const reason = calls[turn]?.finish_reason;
      counts.texts += 1;
      counts.characters += text.length;
      if (text.trim() === '') counts.empty += 1;
      if (reason === 'refusal' || reason === 'content_filter') counts.refused += 1;
      if (reason === 'length') counts.cutOff += 1;
    }
  }
  return counts;
}

function ratesOf(all: readonly Counts[]): TextRates {
  const sum = (of: (counts: Counts) => number) => all.reduce((total, counts) => total + of(counts), 0);
  const texts = Math.max(
    1,
    sum((counts) => counts.texts),
  );
  return {
    characters: sum((counts) => counts.characters) / texts,
    empty: sum((counts) => counts.empty) / texts,
    refused: sum((counts) => counts.refused) / texts,
    cut_off: sum((counts) => counts.cutOff) / texts,
  };
}

/** How a bench was asked stands on the answer; the rest in its calls. */
function addSettings(record: Answer, settings: Map<string, Set<string>>): void {
  const add = (name: string, value: unknown) => {
    const known = settings.get(name) ?? new Set();
    settings.set(name, known.add(JSON.stringify(value ?? null)));
  };
  const { asked } = record;
  if (typeof asked === 'object' && asked !== null) {
    for (const [name, value] of Object.entries(asked)) add(name, value);
  }
  for (const { sent } of record.choices.flatMap(({ calls = [] }) => calls)) {
    for (const [name, value] of Object.entries(sent.parameters)) add(name, value);
    if (sent.system_prompt !== undefined) add('system prompt', sent.system_prompt);
  }
}

/**
 * The settings that differ between two models' answers, each with both values: `temperature 0 against 0.7`. Where one
 * side does not say how it was asked (imported answers, demo models), nothing is known to differ.
 */
export function differentSettings(base: AnswerFacts, candidate: AnswerFacts): string[] {
  if (base.settings.size === 0 || candidate.settings.size === 0) return [];
  const names = new Set([...base.settings.keys(), ...candidate.settings.keys()]);
  return [...names].flatMap((name) => {
    const [one, other] = [base, candidate].map(({ settings }) => [...(settings.get(name) ?? [])].sort());
    const [ofBase, ofCandidate] = [one, other].map((values) => values?.join(' or ') || 'not sent');
    return ofBase === ofCandidate ? [] : [`${name} ${ofBase} against ${ofCandidate}`];
  });
}

/** The share of shared questions whose answers are the same text. */
export function identicalShare(
  base: AnswerFacts,
  candidate: AnswerFacts,
  questions: ReadonlySet<string>,
): number | null {
  const shared = [...questions].filter((key) => base.hashes.has(key) && candidate.hashes.has(key));
  if (shared.length === 0) return null;
  return shared.filter((key) => base.hashes.get(key) === candidate.hashes.get(key)).length / shared.length;
}
