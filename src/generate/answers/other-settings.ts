/** Finds answers that were made with other settings than the run's: new ones next to them would be of two kinds. */

import { type Asked, textOfAsked } from '../../records/bench/asked.ts';
import { type AskedWith, settingsIn } from '../../records/calls/asked-with.ts';
import type { Weights } from '../../records/calls/served-by.ts';
import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import type { RecordIndex } from '../../store/jsonl/record-index.ts';
import { differing, nameOtherSettings, type OtherSetting, otherSettings } from '../other-settings.ts';
import { effectiveSettings, type SettingSources } from './effective-settings.ts';
import { answersThis } from './plan.ts';

export interface OtherAnswers {
  count: number;
  /** Each setting that differs, with both values. */
  settings: string;
}

/**
 * The answers to these questions that say of themselves that they were asked for in another way; undefined where there
 * are none. A question counts by its own temperature, and an answer to an earlier wording not at all.
 */
export function answersMadeOtherwise(
  { entries }: Pick<RecordIndex<AnswerSummary>, 'entries'>,
  questions: readonly Question[],
  sources: SettingSources & { weights?: Weights | undefined },
): OtherAnswers | undefined {
  const compare = comparison();
  const found: OtherSetting[] = [];
  let count = 0;
  for (const question of questions) {
    const answer = entries.get(questionKey(question));
    if (answer?.askedWith === undefined || answer.choices.length === 0 || !answersThis(answer, question))
      continue;
    const settings = effectiveSettings(question, sources);
    const stop = { sent: [], applied: [...settings.stop] };
    const asked = sources.asking?.askedOf(question, stop);
    const told = compare(answer.askedWith, { ...settings, weights: sources.weights });
    // How a question was asked says which stop strings ended its answer, whatever the service took of them.
    const sent = (answer.asked ?? asked) === undefined ? told : told.filter(({ name }) => name !== 'stop');
    const others = [...sent, ...askedOtherwise(answer.asked, asked)];
    if (others.length > 0) count += 1;
    found.push(...others);
  }
  return count === 0 ? undefined : { count, settings: nameOtherSettings(found) };
}

/** Thousands of answers have been asked with the same few settings. */
function comparison(): (kept: string, now: AskedWith) => readonly OtherSetting[] {
  const known = new Map<string, OtherSetting[]>();
  return (kept, { parameters, systemPrompt, weights }) => {
    const name = `${kept}\n${JSON.stringify([parameters, systemPrompt])}`;
    const others =
      known.get(name) ??
      settingsIn(kept).flatMap((each) => otherSettings(each, { parameters, systemPrompt, weights }));
    known.set(name, others);
    return others;
  };
}

/** A question whose bench does not say how it is asked is sent as it is, and its answer says nothing of it. */
const askedPlainly = { method: 'generate', num_fewshot: 0, layout: 'message', stop: [] };

/** What a hash is of: nobody can tell by its value what was changed. */
const hashed: Readonly<Record<string, string>> = {
  template_hash: " (of the texts in the bench's yaml)",
  fewshot_hash: ' (of the shots)',
};

/** What differs in how the question was asked. Without shots there is nothing to say of them. */
function askedOtherwise(kept: string | undefined, now: Asked | undefined): OtherSetting[] {
  const wanted = now && textOfAsked(now);
  if (kept === wanted) return [];
  const fields = (text: string | undefined): Record<string, unknown> =>
    text === undefined ? askedPlainly : JSON.parse(text);
  const others = differing(fields(kept), fields(wanted));
  const withoutShots = others.some(
    ({ name, kept: before, now: after }) => name === 'num_fewshot' && (before === 0 || after === 0),
  );
  return others
    .filter(({ name }) => !withoutShots || !name.startsWith('fewshot_'))
    .map((each) => ({ ...each, name: `${each.name}${hashed[each.name] ?? ''}` }));
}
