/** What planning keeps in memory of the judgments on disk, in columns: there may be a hundred thousand of them. */

import type { Entries, Span } from '../../store/jsonl/record-index.ts';
import { hashColumn, nameColumn } from '../../store/tables/column.ts';
import { columnEntries, spanColumns } from '../../store/tables/entries.ts';
import type { JudgmentSummary } from './mode.ts';

export function packedJudgments(): Entries<JudgmentSummary & Span> {
  return columnEntries({
    methodName: nameColumn<string>(),
    promptSet: nameColumn<string | undefined>(),
    inputsHash: hashColumn(),
    sentTo: nameColumn<string | undefined>(),
    prompts: hashColumn(),
    askedWith: nameColumn<string | undefined>(),
    ...spanColumns(),
  });
}
