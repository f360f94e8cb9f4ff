/** Compares the settings that a record was asked with to those of the run: what differs must not stand under one name. */

import { isDeepStrictEqual } from 'node:util';
import { type AskedWith, tokenFields } from '../records/calls/asked-with.ts';
import { otherWeights } from '../records/calls/served-by.ts';

/** One setting that differs, with both values; undefined where it is not sent. */
export interface OtherSetting {
  name: string;
  kept: unknown;
  now: unknown;
}

const tokenLimit = 'max_tokens';

/** How a server is asked for log-probabilities, which a probe finds out anew in each run; the method is in the record. */
const namedByMethod: ReadonlySet<string> = new Set(['echo', 'logprobs', 'prompt_logprobs', 'top_logprobs']);

/**
 * The settings that differ. What a service made the run rename or leave out is no other setting; a record that names
 * nothing left out may be of an earlier version, and then nothing is known of a temperature that is not there.
 */
export function otherSettings(kept: AskedWith, now: AskedWith): OtherSetting[] {
  const [before, wanted] = [named(kept.parameters), named(now.parameters)];
  const leftOut = new Set(kept.leftOut?.map(nameOf) ?? ['temperature']);
  const isKnown = (name: string) => name in before || !(name === tokenLimit || leftOut.has(name));
  const others = differing(before, wanted).filter(({ name }) => isKnown(name));
  const system = differing({ 'system prompt': kept.systemPrompt }, { 'system prompt': now.systemPrompt });
  return [...others, ...system, ...weightsBetween(kept, now)];
}

/** The fields that differ. */
export function differing(
  before: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): OtherSetting[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(wanted)])];
  const others = names.map((name) => ({ name, kept: before[name], now: wanted[name] }));
  return others.filter((each) => !isDeepStrictEqual(each.kept, each.now));
}

/** A model of the same name with other weights is another model. */
function weightsBetween({ weights: before }: AskedWith, { weights }: AskedWith): OtherSetting[] {
  return otherWeights(before, weights).map(({ name, kept, now }) => ({
    name: `${name} (other weights under this name)`,
    kept: shortened(kept),
    now: shortened(now),
  }));
}

/** A digest as the servers' own tools show it. */
function shortened(value: unknown): unknown {
  return typeof value === 'string' && /^(?:sha256:)?[0-9a-f]{64}$/.test(value)
    ? value.replace('sha256:', '').slice(0, 12)
    : value;
}

/** `temperature was 0.7 or 0 and is 0.2 now; max_tokens was 4096 and is 50 now`. */
export function nameOtherSettings(others: readonly OtherSetting[]): string {
  const names = [...new Set(others.map(({ name }) => name))];
  return names
    .map((name) => {
      const own = others.filter((each) => each.name === name);
      const [kept, now] = [valuesOf(own.map((each) => each.kept)), valuesOf(own.map((each) => each.now))];
      return `${name} was ${kept} and is ${now} now`;
    })
    .join('; ');
}

/** More values than these are not named. */
const mostValues = 3;

function valuesOf(values: readonly unknown[]): string {
  const texts = [...new Set(values.map(valueText))];
  const more = texts.length > mostValues ? ' or others' : '';
  return `${texts.slice(0, mostValues).join(' or ')}${more}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'not sent';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The fields by the names of the settings: the limit of tokens has two on the wire. */
function named(parameters: AskedWith['parameters']): Record<string, unknown> {
  const fields = Object.entries(parameters).filter(([name]) => !namedByMethod.has(name));
  return Object.fromEntries(fields.map(([name, value]) => [nameOf(name), value]));
}

function nameOf(field: string): string {
  if (field === 'stop_sequences') return 'stop';
  return tokenFields.has(field) ? tokenLimit : field;
}
