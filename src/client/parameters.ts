/** What a model is sent next to the messages, and what the run has learnt that it refuses. */

import type { Rules } from '../providers/model-rules.ts';
import type { Score } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { SentChanges } from '../records/calls/call.ts';

export interface Wanted {
  temperature?: number | undefined;
  maxTokens?: number | undefined;
  /** Texts before which the reply is to end. A `stop` in models.yaml goes before them. */
  stop?: readonly string[] | undefined;
  score?: Score | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** What `refuse` says of a field that another call of the run has had refused first. */
export const alreadyChanged = 'it is sent no more';

const tokenFields = ['max_tokens', 'max_completion_tokens'];

/** The limit of reply tokens among body fields. */
export function limitIn({ max_tokens, max_completion_tokens }: Fields): number | undefined {
  const limit = max_tokens ?? max_completion_tokens;
  return typeof limit === 'number' ? limit : undefined;
}

/**
 * The parameters of one model during one run: the family's rule and models.yaml decide what is wanted, and a service's
 * refusals take away from it. `wanted` never changes during a run, so cache keys do not either.
 */
export function createParameters(
  target: Pick<ModelTarget, 'rules' | 'parameters'> & Partial<Pick<ModelTarget, 'provider'>>,
) {
  const { rules } = target;
  const refusals = createRefusals(rules);
  let lowered = Number.POSITIVE_INFINITY;
  const wanted = ({ temperature, maxTokens, stop, score }: Wanted): Record<string, unknown> => {
    const { max_tokens, max_completion_tokens, ...rest } = target.parameters;
    const own: Record<string, unknown> = rest;
    const tokens = maxTokens ?? max_tokens ?? max_completion_tokens ?? rules.maxTokens;
    if (temperature !== undefined && rules.temperature) own.temperature = temperature;
    if (score) return scoreFields(score, own, rules);
    const all = { ...own, [rules.maxTokensField]: tokens };
    return stop?.length ? { ...stopField(stop, target), ...all } : all;
  };
  /** Whether the user has set a limit of tokens: it is never lowered. */
  const hasOwnLimit = ({ maxTokens }: Wanted) =>
    maxTokens !== undefined || limitIn(target.parameters) !== undefined;
  /** What a field is sent as. `cap` is the highest limit of tokens for this request. */
  const sentValue = (name: string, value: unknown, { question, cap }: { question: Wanted; cap: number }) =>
    tokenFields.includes(name) && !hasOwnLimit(question) ? Math.min(Number(value), lowered, cap) : value;
  return {
    /** Body fields by the rules alone. */
    wanted,
    hasOwnLimit,
    /** Body fields without what the service has refused. */
    accepted: (question: Wanted, cap = Number.POSITIVE_INFINITY): Record<string, unknown> => {
      const fields = Object.entries(wanted(question)).map(
        ([name, value]) => [refusals.sentAs(name), sentValue(name, value, { question, cap })] as const,
      );
      return Object.fromEntries(fields.filter(([name, value]) => !refusals.drops(name, value)));
    },
    /** How `accepted` differs from `wanted`, as a record keeps it. */
    changes: (question: Wanted, cap = Number.POSITIVE_INFINITY): SentChanges => {
      const fields = Object.entries(wanted(question));
      const left_out = fields.flatMap(([name, value]) => (refusals.drops(name, value) ? [name] : []));
      const from = limitIn(Object.fromEntries(fields));
      const isLower = fields.some(([name, value]) => sentValue(name, value, { question, cap }) !== value);
      return {
        ...(left_out.length === 0 ? {} : { left_out }),
        ...(isLower && from !== undefined ? { max_tokens_lowered_from: from } : {}),
      };
    },
    refuse: refusals.refuse,
    refuseZero: refusals.refuseZero,
    /** Lowers the default limit of tokens for the rest of the run. */
    lower: (limit: number) => {
      lowered = Math.min(lowered, limit);
    },
  };
}

/** What a service has refused so far. */
function createRefusals({ maxTokensField }: Pick<Rules, 'maxTokensField'>) {
  const dropped = new Set<string>();
  const renamed = new Map<string, string>();
  let takesZero = true;
  return {
    sentAs: (name: string) => renamed.get(name) ?? name,
    drops: (name: string, value: unknown) =>
      dropped.has(name) || (name === 'temperature' && value === 0 && !takesZero),
    /** Notes a refusal of a field that was sent. Says what changes, or undefined when nothing is left to change. */
    refuse: (name: string, sent: Fields): string | undefined => {
      // Another call of the run may have met the same refusal first; this one only needs to be sent again.
      if (dropped.has(name) || renamed.get(name)) return name in sent ? alreadyChanged : undefined;
      if (!(name in sent)) return undefined;
      const other = tokenFields.find((field) => field !== name);
      if (name === maxTokensField && other) {
        renamed.set(name, other);
        return `sending ${other} instead`;
      }
      dropped.add(name);
      return 'leaving it out';
    },
    /** The same of a temperature of 0; other temperatures stay. */
    refuseZero: ({ temperature }: Fields): string | undefined => {
      if (temperature !== 0) return undefined;
      const isFirst = takesZero;
      takesZero = false;
      return isFirst ? 'leaving it out' : alreadyChanged;
    },
  };
}

/** OpenAI's API takes no more, and other servers that speak it may not either. */
const mostStops = 4;

/**
 * The stop strings as far as the API takes them: OpenAI's the first four, Anthropic's all that are not blank (it refuses
 * the others); none where models.yaml has its own.
 */
function stopField(
  stop: readonly string[],
  { parameters, provider }: Partial<Pick<ModelTarget, 'parameters' | 'provider'>>,
): Record<string, unknown> {
  if (stopOf(parameters)) return {};
  if (provider !== 'anthropic') return { stop: stop.slice(0, mostStops) };
  const sent = stop.filter((text) => text.trim() !== '');
  return sent.length === 0 ? {} : { stop_sequences: sent };
}

/** The stop strings among body fields; undefined where there are none. */
export function stopOf(fields: Readonly<Record<string, unknown>> = {}): string[] | undefined {
  const stop = fields.stop ?? fields.stop_sequences;
  const list: unknown[] = Array.isArray(stop) ? stop : stop === undefined || stop === null ? [] : [stop];
  const texts = list.filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts;
}

/** What asks for log-probabilities, and for as little else as can be: one token has to be generated. */
function scoreFields(
  score: Score,
  { stop, stop_sequences, ...own }: Record<string, unknown>,
  { maxTokensField }: ModelTarget['rules'],
): Record<string, unknown> {
  if (score.kind === 'first-token') return { ...own, [maxTokensField]: 1, logprobs: true, top_logprobs: 20 };
  const form = score.form === 'echo' ? { echo: true, logprobs: 1 } : { prompt_logprobs: 0 };
  return { ...own, max_tokens: 1, ...form };
}
