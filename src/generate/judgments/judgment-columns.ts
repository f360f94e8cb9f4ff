/** What planning keeps in memory of the judgments on disk, in columns: there may be a hundred thousand of them. */

import type { Entries, Span } from '../../store/jsonl/record-index.ts';
import { hashColumn, wholeColumn } from '../../store/tables/column.ts';
import { namePacking, packedEntries, spanPacking } from '../../store/tables/packed-entries.ts';
import type { JudgmentSummary } from './mode.ts';

const [ofPrompts, ofInputs] = [0, 1];

export function packedJudgments(): Entries<JudgmentSummary & Span> {
  const [methodNames, sent, spans] = [namePacking(), namePacking(), spanPacking()];
  const [hashes, kinds] = [hashColumn(), wholeColumn()];
  return packedEntries({
    keep: (row, judgment) => {
      methodNames.keep(row, judgment.methodName);
      sent.keep(row, judgment.sentTo);
      spans.keep(row, judgment);
      // A judgment has the one hash or the other.
      hashes.set(row, judgment.inputsHash ?? judgment.prompts);
      kinds.set(row, judgment.inputsHash === undefined ? ofPrompts : ofInputs);
    },
    at: (row) => ({
      methodName: methodNames.at(row) ?? '',
      inputsHash: kinds.at(row) === ofInputs ? hashes.at(row) : undefined,
      sentTo: sent.at(row),
      prompts: kinds.at(row) === ofPrompts ? hashes.at(row) : undefined,
      ...spans.at(row),
    }),
  });
}
