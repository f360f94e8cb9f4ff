/** Asks one model safely: from the cache where it can, within limits, with retries, sending only what it accepts. */

import { ProviderError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import type { Call } from '../records/calls/call.ts';
import type { Cache } from './cache.ts';
import type { Budget } from './cost/budget.ts';
import { type CachedPrompts, cachedPrompts } from './cost/cached-prompts.ts';
import { actualCost, mostOf } from './cost/cost.ts';
import { countPromptCache } from './cost/prompt-cache-count.ts';
import { estimateTokens, mostTokens } from './cost/tokens.ts';
import { type Announce, createAnnounce } from './limits/announce.ts';
import { createFifoGate, type FifoGate } from './limits/fifo-gate.ts';
import type { Limiter } from './limits/limiter.ts';
import { type Counted, createRateLimitGate, type RateLimitGate } from './limits/rate-limit-headers.ts';
import { type CallWatch, countFailure, countOutcome, countUsage, followCall, type Meter } from './meter.ts';
import { type KeyedRequest, replyKey } from './reply-key.ts';
import { createRequests, type Requests } from './requests/requests.ts';
import { withRetry } from './retry.ts';
import { send } from './send.ts';
import { toCall } from './sent-call.ts';
import { createServerWatch, modelClosed, type ServerWatch } from './server-watch.ts';
import { rememberReplies } from './share-replies.ts';

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
  /** Milliseconds without one reply, but errors of the server, after which the model is closed; never unless given. */
  giveUpAfterMs?: number | undefined;
  /** Milliseconds for which a server that is still starting is waited for; not at all unless given. */
  waitForServerMs?: number | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  /** For what only `--verbose` shows. */
  log: (line: string) => void;
  /** For what every user should see. */
  say: (line: string) => void;
  /** For what a quiet run leaves out. */
  note?: ((line: string) => void) | undefined;
}

export function createClient(options: ClientOptions): Client {
  const { target, meter, limiter } = options;
  meter.pausedFor = limiter.pausedFor;
  const requests = createRequests(target);
  const state = createState(options);
  const prompts = cachedPrompts(target, options.now);
  const fetchReply = async (request: AskRequest): Promise<Reply> => {
    const closed = state.server.closed();
    if (closed) throw closed;
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
  announce: Announce;
  server: ServerWatch;
  /** What the service says is left of this model's limits, and who waits for it. */
  rateLimit: RateLimitGate;
  gate: FifoGate<Counted>;
}

function createState(options: ClientOptions): ClientState {
  const { target, now, note = () => undefined } = options;
  const announce = createAnnounce(`${target.endpoint}/${target.model}`, { now, note });
  const rateLimit = createRateLimitGate(now);
  const onWait = (ms: number) => announce(ms, 'its headers say that its rate limit is used up until then');
  return {
    announce,
    server: createServerWatch(options),
    rateLimit,
    gate: createFifoGate({ ...rateLimit, onWait }),
  };
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
  const { limiter, watch, log, state } = context;
  const signal = state.server.halted;
  return withRetry(
    async (attempts) => {
      const again = attempts > 1;
      const counted = await state.gate.pass(context.tokens, { signal, first: again });
      return limiter.run({ tokens: context.tokens, signal, again }, () =>
        attempt(request, { ...context, attempts, counted }),
      );
    },
    {
      maxRetries: context.maxRetries,
      signal,
      onRetry: (error, mostMs) => {
        watch.retries(error);
        state.announce(mostMs, `then it is tried again: ${error.message}`);
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
  const { target, limiter, prompts, state, watch, meter, attempts, now } = context;
  const { server } = state;
  // It has waited for its turn while another call learnt that there is no use, or could not keep its reply.
  if (server.closed() || context.cache?.broken()) throw modelClosed();
  // Decided at the very last: by now an earlier request may have had the service keep the prompt.
  const mark = prompts.mark(request);
  let began = now();
  const sendNow = () => {
    began = now();
    return watch.during(() => send(request, { ...context, keep: mark.keep }));
  };
  // What nobody has taken was no call.
  const uncount = () => {
    meter.sent -= 1;
  };
  const sent = await server.through(sendNow, uncount).catch((error: unknown) => {
    mark.settle(false);
    throw server.failed(error, attempts);
  });
  mark.settle(true);
  server.succeeded();
  const { usage, limits } = sent.reply;
  if (usage) limiter.correct(usage.input_tokens + usage.output_tokens - context.tokens);
  if (limits) {
    state.rateLimit.observe(limits, context.counted);
    state.gate.pump();
  }
  return { text: sent.reply.text, call: toCall(sent, target, { attempts, latencyMs: now() - began }) };
}
