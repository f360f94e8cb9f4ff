/** What is kept in memory of a model's answers, in columns: there may be a hundred thousand of them. */

import type { Method } from '../../records/bench/bench.ts';
import type { Entries, Span } from '../jsonl/record-index.ts';
import { type Cells, hashColumn, nameColumn, numberColumn } from '../tables/column.ts';
import { columnEntries, spanColumns } from '../tables/entries.ts';
import type { AnswerSummary } from './summary.ts';

type Choices = AnswerSummary['choices'];

export function packedAnswers(): Entries<AnswerSummary & Span> {
  return columnEntries({
    modelId: nameColumn<string>(),
    choices: choiceColumn(),
    method: nameColumn<Method>(),
    questionHash: hashColumn(),
    sentTo: nameColumn<string | undefined>(),
    askedWith: nameColumn<string | undefined>(),
    asked: nameColumn<string | undefined>(),
    ...spanColumns(),
  });
}

/** Lists of lists: each row has a run of choices, and each choice a run of hashes, one for each turn. */
export function choiceColumn(): Cells<Choices> {
  const [firstChoices, choiceCounts] = [numberColumn(), numberColumn()];
  const [indices, firstHashes, hashCounts] = [numberColumn(), numberColumn(), numberColumn()];
  // Few choices have any.
  const unanswered = new Map<number, number>();
  const hashes = hashColumn();
  let [keptChoices, keptHashes] = [0, 0];
  const choiceAt = (place: number): Choices[number] => {
    const first = firstHashes.at(place);
    const turns = Array.from({ length: hashCounts.at(place) }, (_, turn) => hashes.at(first + turn) ?? '');
    const missing = unanswered.get(place);
    return {
      index: indices.at(place),
      hashes: turns,
      ...(missing === undefined ? {} : { unanswered: missing }),
    };
  };
  return {
    set: (row, choices) => {
      firstChoices.set(row, keptChoices);
      choiceCounts.set(row, choices.length);
      for (const choice of choices) {
        indices.set(keptChoices, choice.index);
        firstHashes.set(keptChoices, keptHashes);
        hashCounts.set(keptChoices, choice.hashes.length);
        if (choice.unanswered !== undefined) unanswered.set(keptChoices, choice.unanswered);
        keptChoices += 1;
        for (const hash of choice.hashes) {
          hashes.set(keptHashes, hash);
          keptHashes += 1;
        }
      }
    },
    at: (row) => {
      const first = firstChoices.at(row);
      return Array.from({ length: choiceCounts.at(row) }, (_, position) => choiceAt(first + position));
    },
  };
}
