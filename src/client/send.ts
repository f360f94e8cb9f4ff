/** Sends a request as the service takes it: what it cannot take is made otherwise for the run. */

import { ProviderError } from '../errors.ts';
import type { AskOptions, Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { CachedPrompts } from './cost/cached-prompts.ts';
import type { Meter } from './meter.ts';
import { alreadyChanged } from './parameters.ts';
import type { KeyedRequest } from './reply-key.ts';
import type { AskedFor } from './requests/reply-limits.ts';
import type { Requests } from './requests/requests.ts';
import type { Sent } from './sent-call.ts';

interface SendContext {
  target: ModelTarget;
  provider: Provider;
  requests: Requests;
  prompts: CachedPrompts;
  meter: Meter;
  timeoutMs: number;
  aborting: AbortSignal;
  say: (line: string) => void;
  /** Characters of the last message that the service is to keep in its prompt cache. */
  keep: number | undefined;
}

/** Sends the request; what of it the service cannot take is made otherwise for the run, and it is sent again. */
export async function send(request: KeyedRequest & AskedFor, context: SendContext): Promise<Sent> {
  const { target, provider, requests, meter, keep: wanted, say } = context;
  const formed = requests.form(request);
  const { messages, parameters, changes } = formed;
  // A system text that was put before it has moved the place.
  const keep = changes.system_in_user ? undefined : wanted;
  const asking: AskOptions = { timeoutMs: context.timeoutMs, signal: context.aborting };
  try {
    meter.sent += 1;
    const chat = { model: target.model, messages, parameters, keep, score: request.score };
    const reply = await provider.ask(chat, asking);
    return { reply, parameters, changes };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.parameter === 'cache_control' && keep !== undefined) {
      context.prompts.refuse();
      return send(request, { ...context, keep: undefined });
    }
    const change = requests.adapt(error, formed, request);
    if (change === undefined) throw requests.explain(error, request);
    if (change !== alreadyChanged) say(`${target.endpoint}/${target.model} ${change} for this run`);
    return send(request, context);
  }
}
