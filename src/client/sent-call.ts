/** A call as records keep it: what was sent, and what came back with the text. */

import type { ChatReply } from '../providers/provider.ts';
import { type ModelTarget, publicUrl } from '../providers/resolve-model.ts';
import type { Call, SentChanges } from '../records/calls/call.ts';

/** A reply, and the parameters that were sent for it in the end. */
export interface Sent {
  reply: ChatReply;
  parameters: Record<string, unknown>;
  /** How the request differed from the wanted one. */
  changes?: SentChanges;
}

export function toCall(
  { reply, parameters, changes }: Sent,
  target: Pick<ModelTarget, 'endpoint' | 'baseUrl' | 'model' | 'systemPrompt'>,
  timing: { attempts: number; latencyMs: number },
): Call {
  return {
    sent: {
      endpoint: target.endpoint,
      ...(target.baseUrl === undefined ? {} : { base_url: publicUrl(target.baseUrl) }),
      model: target.model,
      parameters,
      ...changes,
      ...(target.systemPrompt === undefined ? {} : { system_prompt: target.systemPrompt }),
    },
    ...(reply.model === undefined ? {} : { model: reply.model }),
    ...(reply.served_by === undefined ? {} : { served_by: reply.served_by }),
    finish_reason: reply.finish_reason,
    ...(reply.usage === undefined ? {} : { usage: reply.usage }),
    latency_ms: Math.max(0, Math.round(timing.latencyMs)),
    attempts: timing.attempts,
    ...(reply.redacted ? { redacted: reply.redacted } : {}),
    ...(reply.reasoning === undefined ? {} : { reasoning: reply.reasoning }),
  };
}
