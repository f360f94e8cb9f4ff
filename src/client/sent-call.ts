/** A call as records keep it: what was sent, and what came back with the text. */

import type { ChatReply } from '../providers/provider.ts';
import { type ModelTarget, publicUrl } from '../providers/resolve-model.ts';
import type { Call } from '../records/call.ts';

/** A reply, and the parameters that were sent for it in the end. */
export interface Sent {
  reply: ChatReply;
  parameters: Record<string, unknown>;
  /** What of the wanted parameters the service has refused. */
  leftOut?: readonly string[];
}

export function toCall(
  { reply, parameters, leftOut = [] }: Sent,
  target: Pick<ModelTarget, 'endpoint' | 'baseUrl' | 'model' | 'systemPrompt'>,
  timing: { attempts: number; latencyMs: number },
): Call {
  return {
    sent: {
      endpoint: target.endpoint,
      ...(target.baseUrl === undefined ? {} : { base_url: publicUrl(target.baseUrl) }),
      model: target.model,
      parameters,
      ...(leftOut.length === 0 ? {} : { left_out: [...leftOut] }),
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
