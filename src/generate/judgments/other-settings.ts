/** Finds judgments that their judge was asked for with other settings than the run's: models.yaml has changed. */

import { type AskedWith, settingsIn } from '../../records/calls/asked-with.ts';
import { nameOtherSettings, otherSettings } from '../other-settings.ts';
import type { JudgmentSummary } from './mode.ts';

/**
 * `3 judgments were made with …: temperature was 0 and is 1 now`; undefined where no judgment says of itself that it was
 * made otherwise. A judge has no system prompt but that of its judge prompt.
 */
export function judgedOtherwise(
  judgments: Iterable<Pick<JudgmentSummary, 'askedWith'>>,
  { parameters, weights }: Pick<AskedWith, 'parameters' | 'weights'>,
): string | undefined {
  const counts = new Map<string, number>();
  for (const { askedWith } of judgments) {
    if (askedWith !== undefined) counts.set(askedWith, (counts.get(askedWith) ?? 0) + 1);
  }
  const found = [...counts].flatMap(([text, count]) => {
    const others = settingsIn(text).flatMap(({ systemPrompt: _, ...kept }) =>
      otherSettings(kept, { parameters, weights }),
    );
    return others.length > 0 ? [{ count, others }] : [];
  });
  if (found.length === 0) return undefined;
  const count = found.reduce((sum, each) => sum + each.count, 0);
  const settings = nameOtherSettings(found.flatMap(({ others }) => others));
  const were = count === 1 ? '1 judgment was' : `${count} judgments were`;
  return `${were} made with other settings than this run's: ${settings}`;
}
