/** What is kept in memory of a model's answers, in columns: there may be a hundred thousand of them. */

import type { Entries, Span } from '../jsonl/record-index.ts';
import { hashColumn, numberColumn, wholeColumn } from '../tables/column.ts';
import { namePacking, packedEntries, spanPacking } from '../tables/packed-entries.ts';
import type { AnswerSummary } from './summary.ts';

type Choices = AnswerSummary['choices'];

export function packedAnswers(): Entries<AnswerSummary & Span> {
  const [models, sent, spans] = [namePacking(), namePacking(), spanPacking()];
  const [questions, choices] = [hashColumn(), choiceColumns()];
  return packedEntries({
    keep: (row, answer) => {
      models.keep(row, answer.modelId);
      sent.keep(row, answer.sentTo);
      spans.keep(row, answer);
      questions.set(row, answer.questionHash);
      choices.keep(row, answer.choices);
    },
    at: (row) => ({
      modelId: models.at(row) ?? '',
      choices: choices.at(row),
      questionHash: questions.at(row),
      sentTo: sent.at(row),
      ...spans.at(row),
    }),
  });
}

/** Lists of lists: each row has a run of choices, and each choice a run of hashes, one for each turn. */
function choiceColumns() {
  const [firstChoices, choiceCounts] = [wholeColumn(), wholeColumn()];
  const [indices, firstHashes, hashCounts] = [numberColumn(), wholeColumn(), wholeColumn()];
  const hashes = hashColumn();
  let kept = 0;
  const choiceAt = (place: number): Choices[number] => {
    const first = firstHashes.at(place);
    const turns = Array.from({ length: hashCounts.at(place) }, (_, turn) => hashes.at(first + turn) ?? '');
    return { index: indices.at(place), hashes: turns };
  };
  return {
    keep: (row: number, choices: Choices) => {
      firstChoices.set(row, indices.length);
      choiceCounts.set(row, choices.length);
      for (const choice of choices) {
        const place = indices.length;
        indices.set(place, choice.index);
        firstHashes.set(place, kept);
        hashCounts.set(place, choice.hashes.length);
        for (const hash of choice.hashes) {
          hashes.set(kept, hash);
          kept += 1;
        }
      }
    },
    at: (row: number): Choices => {
      const first = firstChoices.at(row);
      return Array.from({ length: choiceCounts.at(row) }, (_, position) => choiceAt(first + position));
    },
  };
}
