/** Finds out whether a server can tell log-probabilities, and how, before the first question is paid for. */

import type { Client } from '../../../client/client.ts';
import { type ErrorKind, ProviderError, UserError } from '../../../errors.ts';
import type { Message, Score } from '../../../providers/provider.ts';
import type { ModelTarget } from '../../../providers/resolve-model.ts';
import type { Asking } from './asking.ts';
import { type Scoring, usualScoring } from './score.ts';

type Method = 'loglikelihood' | 'first-token';

/** The ways to ask in the order in which they are tried; the first that works is kept. */
const ways: Readonly<Record<Method, readonly Scoring[]>> = {
  loglikelihood: [
    usualScoring,
    { form: 'echo', together: false },
    { form: 'prompt_logprobs', together: true },
    { form: 'prompt_logprobs', together: false },
  ],
  'first-token': [usualScoring],
};

/**
 * How the server is asked. One request where the usual way works. A server that can't is a UserError that says so; any
 * other failure (no connection, no key) is met again, and counted, by the first question.
 */
export async function probeScoring(
  asking: Pick<Asking, 'method'> | undefined,
  target: ModelTarget,
  client: Pick<Client, 'ask'>,
): Promise<Scoring | undefined> {
  if (!asking || asking.method === 'generate') return undefined;
  const found = await findWay(asking.method, target, client);
  if (typeof found === 'string') throw cannot(asking.method, target, found);
  return found;
}

/** Why a judge's service tells no log-probabilities of a first token; undefined where it does, or where nobody can say. */
export async function whyNoFirstToken(
  target: ModelTarget,
  client: Pick<Client, 'ask'>,
): Promise<string | undefined> {
  const found = await findWay('first-token', target, client);
  return typeof found === 'string' ? found : undefined;
}

/** The way that works, or why none does; undefined where a failure says nothing about it. */
async function findWay(
  method: Method,
  target: ModelTarget,
  client: Pick<Client, 'ask'>,
): Promise<Scoring | string | undefined> {
  const why = untoldBy(target);
  if (why !== undefined) return why;
  let refusal: ProviderError | undefined;
  for (const way of ways[method]) {
    const error = await attempt(method, way, client);
    if (!error) return way;
    // Under --replay: the way that the run had found is in the cache.
    if (error.kind === 'cache miss') continue;
    if (!saysNo.has(error.kind)) return undefined;
    refusal ??= error;
    // A missing route, or a missing model, is missing in every way.
    if (error.closesModel) break;
  }
  return refusal?.message;
}

/** What else a failed probe may be is no answer to the question whether the server can. */
const saysNo: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  ...(['bad request', 'malformed reply', 'not found'] as const),
  ...(['server error', 'unsupported parameter', 'forbidden'] as const),
]);

/** Why no model of the provider tells log-probabilities; undefined where some may. */
export function untoldBy({ provider }: Pick<ModelTarget, 'provider'>): string | undefined {
  if (provider === 'anthropic') return 'Anthropic’s API tells no log-probabilities';
  return provider === 'offline' ? 'the demo models have no log-probabilities' : undefined;
}

function cannot(method: Method, { endpoint, model }: ModelTarget, why: string): UserError {
  const needed =
    method === 'loglikelihood'
      ? 'a completions endpoint that tells the log-probabilities of its prompt (vLLM’s, SGLang’s)'
      : 'a chat endpoint that tells the top_logprobs of its first token';
  return new UserError(
    `${endpoint}/${model} cannot be asked by --method ${method}, which needs ${needed}: ${why}`,
  );
}

const context = 'The capital of France is';
const continuations = [' Paris', ' a'];

/** The error of a way that failed. Any other error is thrown on. */
async function attempt(
  method: Method,
  { form, together }: Scoring,
  client: Pick<Client, 'ask'>,
): Promise<ProviderError | undefined> {
  const texts = continuations.slice(0, together ? 2 : 1);
  const prompts = texts.map((text): Message => ({ role: 'user', content: `${context}${text}` }));
  const scores: Record<Method, { messages: readonly Message[]; score: Score }> = {
    loglikelihood: {
      messages: prompts,
      score: { kind: 'continuations', from: texts.map(() => context.length), form },
    },
    'first-token': {
      messages: [{ role: 'user', content: 'Say the letter A and nothing else.' }],
      score: { kind: 'first-token' },
    },
  };
  try {
    await client.ask({ ...scores[method], temperature: 0, repeat: 0, attempt: 0, about: 'the probe' });
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
