/** Asks one model safely: from the cache where it can, within limits, with retries, sending only what it accepts. */

import { ProviderError } from '../errors.ts';
import type { AskOptions, Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Call } from '../records/call.ts';
import type { Cache } from './cache.ts';
import type { Budget } from './cost/budget.ts';
import { type CachedPrompts, cachedPrompts } from './cost/cached-prompts.ts';
import { actualCost, mostOf } from './cost/cost.ts';
import { countPromptCache } from './cost/prompt-cache-count.ts';
import { estimateTokens, mostTokens } from './cost/tokens.ts';
import { createFifoGate, type FifoGate } from './limits/fifo-gate.ts';
import type { Limiter } from './limits/limiter.ts';
import { type Counted, createRateLimitGate, type RateLimitGate } from './limits/rate-limit-headers.ts';
import { type CallWatch, countFailure, countOutcome, countUsage, followCall, type Meter } from './meter.ts';
import { alreadyChanged } from './parameters.ts';
import { type KeyedRequest, replyKey } from './reply-key.ts';
import { createRequests, type Requests } from './requests.ts';
import { withRetry } from './retry.ts';
import { type Sent, toCall } from './sent-call.ts';
import { rememberReplies } from './share-replies.ts';
import { closingIfUnreachable } from './unreachable.ts';

export interface AskRequest extends KeyedRequest {
  /** Characters of the last message that other requests of the run share; it changes no reply and no cache key. */
  shared?: number | undefined;
  /** The flag that has set `maxTokens`, for messages. */
  maxTokensFlag?: string | undefined;
  /** What the call is about, for whoever watches: "question 81 turn 2". */
  about?: string | undefined;
}

export interface Reply {
  text: string;
  call: Call;
}

export interface Client {
  /**
   * One reply. Rejects with a ProviderError when it could not be had, with a BudgetError when it may not be paid for,
   * and with a UserError when the cache cannot be written.
   */
  ask: (request: AskRequest) => Promise<Reply>;
}

export interface ClientOptions {
  target: ModelTarget;
  provider: Provider;
  /** Undefined under `--no-cache`. */
  cache: Cache | undefined;
  /** True where what is cached is to be asked again, and cached anew. */
  refresh: boolean;
  limiter: Limiter;
  budget: Budget;
  meter: Meter;
  maxRetries: number;
  timeoutMs: number;
  /** Once aborted, no further request is sent; those under way may end. */
  stopping: AbortSignal;
  /** Once aborted, requests under way are cut off. */
  aborting: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** For what only `--verbose` shows. */
  log: (line: string) => void;
  /** For what every user should see. */
  say: (line: string) => void;
}

export function createClient(options: ClientOptions): Client {
  const { target, meter, limiter } = options;
  meter.pausedFor = limiter.pausedFor;
  const requests = createRequests(target);
  const rateLimit = createRateLimitGate(options.now);
  const state: ClientState = { reached: false, rateLimit, gate: createFifoGate(rateLimit) };
  const prompts = cachedPrompts(target, options.now);
  const fetchReply = async (request: AskRequest): Promise<Reply> => {
    if (state.closed) throw state.closed;
    try {
      const about = request.about ?? target.modelId;
      return await followCall(meter, { about, now: options.now }, (watch) =>
        askWithinBudget(request, { ...options, requests, prompts, state, watch }),
      );
    } catch (error) {
      if (error instanceof ProviderError && error.kind !== 'cancelled') countFailure(meter, error);
      throw error;
    }
  };
  const remembered = rememberReplies(options);
  return {
    ask: async (request) => {
      const { reply, fresh } = await remembered(replyKey(target, request), () => fetchReply(request));
      if (!fresh) meter.cached += 1;
      countOutcome(meter, reply.text, reply.call);
      return { text: reply.text, call: reply.call };
    },
  };
}

interface ClientState {
  /** Whether the service has answered anything yet, be it an error. */
  reached: boolean;
  /** What ends all work of the model, once it has happened. */
  closed?: ProviderError;
  /** What the service says is left of this model's limits, and who waits for it. */
  rateLimit: RateLimitGate;
  gate: FifoGate<Counted>;
}

interface Asking extends ClientOptions {
  requests: Requests;
  prompts: CachedPrompts;
  state: ClientState;
  watch: CallWatch;
}

async function askWithinBudget(request: AskRequest, options: Asking): Promise<Reply> {
  const { target, budget, meter, requests } = options;
  const { max_tokens, max_completion_tokens } = requests.wanted(request);
  const limit = Number(max_tokens ?? max_completion_tokens) || target.rules.maxTokens;
  const input = total(request, estimateTokens);
  const atMost = target.price ? mostOf(mostOfCall(request, { input, output: limit }), target.price) : 0;
  await budget.reserveInTurn(atMost);
  let actual = 0;
  try {
    const reply = await askWithRetry(request, { ...options, tokens: input + limit / 4 });
    const usd = actualCost(reply.call, target);
    countUsage(meter, reply.call.usage, usd);
    countPromptCache(meter.promptCache, reply.call, target.price);
    actual = usd ?? atMost;
    return reply;
  } finally {
    budget.settle(atMost, actual);
  }
}

/** More tokens than a call should take. */
function mostOfCall(request: AskRequest, { input, output }: { input: number; output: number }) {
  return { input: mostTokens({ estimate: input, bytes: total(request, Buffer.byteLength) }), output };
}

function total({ messages }: AskRequest, measure: (text: string) => number): number {
  return messages.reduce((sum, { content }) => sum + measure(content), 0);
}

interface RetryContext extends Asking {
  /** Estimate for the limiter. */
  tokens: number;
}

function askWithRetry(request: AskRequest, context: RetryContext): Promise<Reply> {
  const { limiter, watch, stopping, log, state } = context;
  return withRetry(
    async (attempts) => {
      const again = attempts > 1;
      const counted = await state.gate.pass(context.tokens, { signal: stopping, first: again });
      return limiter.run({ tokens: context.tokens, signal: stopping, again }, () =>
        attempt(request, { ...context, attempts, counted }),
      );
    },
    {
      maxRetries: context.maxRetries,
      signal: stopping,
      onRetry: (error) => {
        watch.retries(error);
        log(`retry: ${error.message}`);
      },
    },
  );
}

interface AttemptContext extends RetryContext {
  /** This one included. */
  attempts: number;
  counted: Counted;
}

async function attempt(request: AskRequest, context: AttemptContext): Promise<Reply> {
  const { target, limiter, prompts, watch, state, attempts, now, maxRetries } = context;
  // It has waited for its turn while another call learnt that there is no use, or could not keep its reply.
  if (state.closed || context.cache?.broken())
    throw new ProviderError('cancelled', 'the model was closed', { retryable: false });
  const began = now();
  // Decided at the very last: by now an earlier request may have had the service keep the prompt.
  const mark = prompts.mark(request);
  const sent = await watch
    .during(() => send(request, { ...context, keep: mark.keep }))
    .catch((error: unknown) => {
      mark.settle(false);
      const failure = closingIfUnreachable(error, attempts, { state, target, maxRetries });
      // Known before the limiter lets the next one pass.
      if (failure instanceof ProviderError && failure.closesModel) state.closed ??= failure;
      throw failure;
    });
  mark.settle(true);
  state.reached = true;
  const { usage, limits } = sent.reply;
  if (usage) limiter.correct(usage.input_tokens + usage.output_tokens - context.tokens);
  if (limits) {
    state.rateLimit.observe(limits, context.counted);
    state.gate.pump();
  }
  return { text: sent.reply.text, call: toCall(sent, target, { attempts, latencyMs: now() - began }) };
}

interface SendContext extends RetryContext {
  /** Characters of the last message that the service is to keep in its prompt cache. */
  keep: number | undefined;
}

/** Sends the request; what of it the service cannot take is made otherwise for the run, and it is sent again. */
async function send(request: AskRequest, context: SendContext): Promise<Sent> {
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
