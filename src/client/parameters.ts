/** What a model is sent next to the messages, and what the run has learnt that it refuses. */

import type { ModelTarget } from '../providers/resolve-model.ts';

interface Wanted {
  temperature?: number | undefined;
  maxTokens?: number | undefined;
}

/** What `refuse` says of a field that another call of the run has had refused first. */
export const alreadyChanged = 'it is sent no more';

const tokenFields = ['max_tokens', 'max_completion_tokens'];

/**
 * The parameters of one model during one run: the family's rule and models.yaml decide what is wanted, and a service's
 * refusals take away from it. `wanted` never changes during a run, so cache keys do not either.
 */
export function createParameters(target: Pick<ModelTarget, 'rules' | 'parameters'>) {
  const { rules } = target;
  const dropped = new Set<string>();
  const renamed = new Map<string, string>();
  const wanted = ({ temperature, maxTokens }: Wanted): Record<string, unknown> => {
    const { max_tokens, max_completion_tokens, ...rest } = target.parameters;
    const own: Record<string, unknown> = rest;
    const tokens = maxTokens ?? max_tokens ?? max_completion_tokens ?? rules.maxTokens;
    if (temperature !== undefined && rules.temperature) own.temperature = temperature;
    return { ...own, [rules.maxTokensField]: tokens };
  };
  return {
    /** Body fields by the rules alone. */
    wanted,
    /** Body fields without what the service has refused. */
    accepted: (question: Wanted): Record<string, unknown> => {
      if (renamed.size === 0 && dropped.size === 0) return wanted(question);
      const fields = Object.entries(wanted(question)).map(
        ([name, value]) => [renamed.get(name) ?? name, value] as const,
      );
      return Object.fromEntries(fields.filter(([name]) => !dropped.has(name)));
    },
    /** Fields that are wanted, and that the service has refused: sent under no name. */
    leftOut: (question: Wanted): string[] =>
      Object.keys(wanted(question)).filter((name) => dropped.has(name)),
    /** Notes a refusal of a field that was sent. Says what changes, or undefined when nothing is left to change. */
    refuse: (name: string, sent: Readonly<Record<string, unknown>>): string | undefined => {
      // Another call of the run may have met the same refusal first; this one only needs to be sent again.
      if (dropped.has(name) || renamed.get(name)) return name in sent ? alreadyChanged : undefined;
      if (!(name in sent)) return undefined;
      const other = tokenFields.find((field) => field !== name);
      const first = name === rules.maxTokensField;
      if (first && other) {
        renamed.set(name, other);
        return `sending ${other} instead`;
      }
      dropped.add(name);
      return 'leaving it out';
    },
  };
}
