/** What planning keeps in memory of the judgments on disk, in columns: there may be a hundred thousand of them. */

import type { Entries, Span } from '../../store/jsonl/record-index.ts';
import { hashColumn, wholeColumn } from '../../store/tables/column.ts';
import { namePacking, packedEntries, spanPacking } from '../../store/tables/packed-entries.ts';
import type { JudgmentSummary } from './mode.ts';

const [ofPrompts, ofFoundation] = [0, 1];

export function packedJudgments(): Entries<JudgmentSummary & Span> {
  const [promptNames, sent, spans] = [namePacking(), namePacking(), spanPacking()];
  const [hashes, kinds] = [hashColumn(), wholeColumn()];
  return packedEntries({
    keep: (row, judgment) => {
      promptNames.keep(row, judgment.promptName);
      sent.keep(row, judgment.sentTo);
      spans.keep(row, judgment);
      // A judgment has the one hash or the other.
      hashes.set(row, judgment.restsOn ?? judgment.prompts);
      kinds.set(row, judgment.restsOn === undefined ? ofPrompts : ofFoundation);
    },
    at: (row) => ({
      promptName: promptNames.at(row) ?? '',
      restsOn: kinds.at(row) === ofFoundation ? hashes.at(row) : undefined,
      sentTo: sent.at(row),
      prompts: kinds.at(row) === ofPrompts ? hashes.at(row) : undefined,
      ...spans.at(row),
    }),
  });
}
