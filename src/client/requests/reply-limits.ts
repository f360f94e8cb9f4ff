/** Finds a limit of reply tokens that fits into a model's context, where the default one does not. */

import { type ContextRejection, ProviderError } from '../../errors.ts';
import type { Message } from '../../providers/provider.ts';
import { alreadyChanged, type createParameters, limitIn, type Wanted } from '../parameters.ts';

export interface AskedFor extends Wanted {
  messages: readonly Message[];
  /** The flag that has set `maxTokens`, for messages; `--max-tokens` where it is left out. */
  maxTokensFlag?: string | undefined;
}

/** Fewer tokens are no reply. */
const leastReply = 64;
/** FastChat's own default (`--max-new-token`), where a service does not say how much it takes. */
const plainLimit = 1024;

/**
 * The default limit is lowered once for the run, to half of the context that the service names. A longer request gets what
 * the context leaves it, or half of its limit where that is not known, down to 64 tokens.
 */
export function createReplyLimits(parameters: ReturnType<typeof createParameters>) {
  /** By request, the ones that the limit of the run does not fit. */
  const caps = new Map<string, number>();
  const capOf = (asked: AskedFor) => (caps.size === 0 ? undefined : caps.get(nameOf(asked)));
  return {
    capOf,
    /** Says what changes, `alreadyChanged`, or undefined when the request fits with no reply worth having. */
    adjust: (
      { context, prompt, output }: ContextRejection,
      sent: Readonly<Record<string, unknown>>,
      asked: AskedFor,
    ): string | undefined => {
      const limit = limitIn(sent);
      if (limit === undefined || parameters.hasOwnLimit(asked)) return undefined;
      // Another call may have lowered it since.
      if ((limitIn(parameters.accepted(asked, capOf(asked))) ?? limit) < limit) return alreadyChanged;
      const room = context === undefined || prompt === undefined ? undefined : context - prompt;
      if (room !== undefined && room < leastReply) return undefined;
      const half = Math.floor(limit / 2);
      // A service that refuses what would fit by its own counts wants less, whatever the request.
      const contradicts = room !== undefined && room >= limit;
      const usual = output ?? (context === undefined ? plainLimit : Math.floor(context / 2));
      const most = contradicts && usual >= limit ? half : usual;
      if (most < limit && most >= leastReply) {
        parameters.lower(most);
        if (room !== undefined && room < most) caps.set(nameOf(asked), room);
        return `${takesText({ context, output })}: lowering max_tokens from ${limit} to ${most}`;
      }
      const cap = room === undefined || capOf(asked) !== undefined ? half : room;
      if (output !== undefined || cap < leastReply || cap >= limit) return undefined;
      caps.set(nameOf(asked), cap);
      return alreadyChanged;
    },
    /** Names the limit that the user has set, where it is in the way. One that no request can be sent with ends the model's work. */
    explain: (error: ProviderError, rejection: ContextRejection, asked: AskedFor): ProviderError => {
      const { context = Number.POSITIVE_INFINITY, prompt = 0, output = context } = rejection;
      if (!parameters.hasOwnLimit(asked) || prompt >= context) return error;
      const { maxTokens, maxTokensFlag = '--max-tokens' } = asked;
      const setting = maxTokens === undefined ? 'parameters.max_tokens in models.yaml' : maxTokensFlag;
      const limit = limitIn(parameters.wanted(asked)) ?? 0;
      const closesModel = limit > output || limit >= context;
      const options = { retryable: false, rejection, closesModel, cause: error };
      return new ProviderError(error.kind, `${error.message}: lower ${setting}, which is ${limit}`, options);
    },
  };
}

function takesText({ context, output }: Omit<ContextRejection, 'what'>): string {
  if (output !== undefined) return `takes at most ${output} tokens of reply`;
  return context === undefined ? 'has a smaller context' : `has a context of ${context} tokens`;
}

/** Tells the requests of a run apart. */
function nameOf({ messages }: AskedFor): string {
  return JSON.stringify(messages);
}
