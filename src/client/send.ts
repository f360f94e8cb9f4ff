/** Sends a request as the service takes it: a parameter that it refuses is dropped or renamed for the run. */

import { ProviderError } from '../errors.ts';
import type { AskOptions, Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { CachedPrompts } from './cost/cached-prompts.ts';
import type { Meter } from './meter.ts';
import { alreadyChanged, type createParameters } from './parameters.ts';
import type { KeyedRequest } from './reply-key.ts';
import type { Sent } from './sent-call.ts';

interface SendContext {
  target: ModelTarget;
  provider: Provider;
  parameters: ReturnType<typeof createParameters>;
  prompts: CachedPrompts;
  meter: Meter;
  timeoutMs: number;
  aborting: AbortSignal;
  say: (line: string) => void;
  /** Characters of the last message that the service is to keep in its prompt cache. */
  keep: number | undefined;
}

/** Sends the request; a parameter that the service refuses is dropped or renamed for the run, and it is sent again. */
export async function send(request: KeyedRequest, context: SendContext): Promise<Sent> {
  const { target, provider, parameters, meter, keep, say } = context;
  const sending = parameters.accepted(request);
  const asking: AskOptions = { timeoutMs: context.timeoutMs, signal: context.aborting };
  try {
    meter.sent += 1;
    const { messages, score } = request;
    const plain = { model: target.model, messages, parameters: sending };
    const chat = score === undefined ? plain : { ...plain, score };
    const reply = await provider.ask(keep === undefined ? chat : { ...chat, keep }, asking);
    return { reply, parameters: sending, leftOut: parameters.leftOut(request) };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.parameter === undefined) throw error;
    if (error.parameter === 'cache_control' && keep !== undefined) {
      context.prompts.refuse();
      return send(request, { ...context, keep: undefined });
    }
    const change = parameters.refuse(error.parameter, sending);
    if (change === undefined) throw error;
    if (change !== alreadyChanged)
      say(`${target.endpoint}/${target.model} refuses ${error.parameter}: ${change} for this run`);
    return send(request, context);
  }
}
