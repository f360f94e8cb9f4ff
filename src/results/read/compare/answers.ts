/** What the answers of two models to one bench are like, side by side: how long, how many refused, how many the same. */

import { existsSync } from 'node:fs';
import { contentHash } from '../../../content-hash.ts';
import { type Answer, answerKey, answerSchema } from '../../../records/answer.ts';
import { isFailedChoice } from '../../../store/answers/answers.ts';
import { choiceColumn } from '../../../store/answers/columns.ts';
import type { HashedAnswer, HashedChoice } from '../../../store/answers/hashes.ts';
import type { AnswerSummary } from '../../../store/answers/summary.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { eachRecord } from '../../../store/jsonl/reader.ts';
import { hashColumn, numberColumn } from '../../../store/tables/column.ts';
import type { AnswerRates } from '../../compare/value.ts';

type TextRates = Omit<AnswerRates, 'no_answer'>;

/** Of one model's answers to the questions of a bench. */
export interface AnswerFacts {
  /** The hash of all texts of an answer. */
  hashOf: (question: string) => string | undefined;
  rates: (questions: Iterable<string>) => TextRates;
  /** Shows the answers as judgments are compared with them, so that the file is read once. */
  each: (visit: (answer: HashedAnswer) => void) => void;
  /** Values of each setting that the answers were asked with, as JSON. */
  settings: ReadonlyMap<string, ReadonlySet<string>>;
}

const counted = ['texts', 'characters', 'empty', 'refused', 'cutOff'] as const;

type Counts = Record<(typeof counted)[number], number>;

/** Undefined where the model has no file of answers: judgments of other tools come without. */
export async function readAnswerFacts(
  dataDir: string,
  bench: string,
  model: string,
): Promise<AnswerFacts | undefined> {
  const file = answersFile(dataDir, bench, model);
  if (!existsSync(file)) return undefined;
  // Columns: benches have thousands of answers, and several are compared one after the other.
  const rows = new Map<string, number>();
  const [choices, hashes] = [choiceColumn(), hashColumn()];
  const counts = counted.map((name) => [name, numberColumn()] as const);
  const settings = settingsIn();
  await eachRecord(file, answerSchema, {
    holds: 'answers',
    visit: ({ record }) => {
      const key = answerKey(record);
      const row = rows.get(key) ?? rows.size;
      rows.set(key, row);
      const usable = hashedChoices(record);
      choices.set(row, usable);
      hashes.set(row, hashOfAll(record, usable));
      const own = countsOf(record);
      for (const [name, column] of counts) column.set(row, own[name]);
      settings.add(record);
    },
    onTorn: () => undefined,
  });
  const rowsOf = (questions: Iterable<string>) => [...questions].flatMap((key) => rows.get(key) ?? []);
  return {
    settings: settings.values,
    hashOf: (question) => {
      const row = rows.get(question);
      return row === undefined ? undefined : hashes.at(row);
    },
    rates: (questions) => {
      const wanted = rowsOf(questions);
      const sums = counts.map(([name, column]) => [
        name,
        wanted.reduce((sum, row) => sum + column.at(row), 0),
      ]);
      return ratesOf(Object.fromEntries(sums));
    },
    each: (visit) => {
      for (const [question, row] of rows) visit({ question, choices: choices.at(row).map(toHashed) });
    },
  };
}

/** The usable choices, each with the hashes of its texts up to each turn. */
function hashedChoices({ choices }: Answer): AnswerSummary['choices'] {
  return choices
    .filter((choice) => !isFailedChoice(choice))
    .map(({ index, turns }) => ({
      index,
      hashes: turns.map((_, turn) => contentHash(turns.slice(0, turn + 1))),
    }));
}

/** Of one choice it is known already. */
function hashOfAll({ choices }: Answer, usable: AnswerSummary['choices']): string {
  const alone = choices.length === 1 ? usable[0]?.hashes.at(-1) : undefined;
  return alone ?? contentHash(choices.map(({ turns }) => turns));
}

function toHashed({ index, hashes }: AnswerSummary['choices'][number]): HashedChoice {
  return { index, turns: hashes.length, hasHash: (turn, hash) => hashes[turn - 1] === hash };
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

function ratesOf({ texts, characters, empty, refused, cutOff }: Counts): TextRates {
  const all = Math.max(1, texts);
  return { characters: characters / all, empty: empty / all, refused: refused / all, cut_off: cutOff / all };
}

/** How a bench was asked stands on the answer; the rest in its calls. Most answers were asked as the one before was. */
function settingsIn() {
  const values = new Map<string, Set<string>>();
  const note = (name: string, value: unknown) => {
    const known = values.get(name) ?? new Set();
    values.set(name, known.add(JSON.stringify(value ?? null)));
  };
  let last = '';
  const add = ({ asked, choices }: Answer) => {
    const sent = choices.flatMap(({ calls = [] }) =>
      calls.map(({ sent: { parameters, system_prompt } }) => ({ parameters, system_prompt })),
    );
    const text = JSON.stringify([asked, sent]);
    if (text === last) return;
    last = text;
    if (typeof asked === 'object' && asked !== null) {
      for (const [name, value] of Object.entries(asked)) note(name, value);
    }
    for (const { parameters, system_prompt } of sent) {
      for (const [name, value] of Object.entries(parameters)) note(name, value);
      if (system_prompt !== undefined) note('system prompt', system_prompt);
    }
  };
  return { values, add };
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
  questions: Iterable<string>,
): number | null {
  let [shared, same] = [0, 0];
  for (const question of questions) {
    const [one, other] = [base.hashOf(question), candidate.hashOf(question)];
    if (one === undefined || other === undefined) continue;
    shared += 1;
    if (one === other) same += 1;
  }
  return shared === 0 ? null : same / shared;
}
