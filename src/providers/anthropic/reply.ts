/** Reads a message of Anthropic's API. A side field that cannot be read is left out, never the reply. */

import type { Usage } from '../../records/calls/call.ts';
import { type ErrorContext, malformedReply, redacted, reportedError } from '../errors.ts';
import { countOrNone, fieldsOf, finishReasonOf, textOrNone } from '../fields.ts';
import { errorIn } from '../http/error-body.ts';
import type { ChatReply } from '../provider.ts';
import { splitReasoning } from '../reasoning/split.ts';

/** What the service said, or a ProviderError for what is no reply. */
export function readAnthropicReply(reply: unknown, context: ErrorContext): ChatReply {
  const body = fieldsOf(reply);
  const error = errorIn(body);
  if (error) throw reportedError(error, context);
  const { content } = body;
  if (typeof content !== 'string' && !Array.isArray(content)) {
    throw malformedReply(
      context,
      typeof reply === 'string' ? 'the body is not JSON' : 'the body holds no content',
    );
  }
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(fieldsOf);
  const joined = (kind: 'text' | 'thinking') =>
    blocks.map((block) => (block.type === kind ? (textOrNone(block[kind]) ?? '') : '')).join('');
  const finish = finishReasonOf(body.stop_reason);
  const { text, reasoning } = splitReasoning(joined('text'), {
    given: joined('thinking'),
    finish,
    marks: context.reasoningMarks,
  });
  return redacted(
    {
      text,
      reasoning,
      finish_reason: finish,
      model: textOrNone(body.model),
      usage: readUsage(body.usage),
    },
    context,
  );
}

/** Anthropic counts cached input apart; here `input_tokens` is the whole input. */
function readUsage(value: unknown): Usage | undefined {
  const usage = fieldsOf(value);
  const input = countOrNone(usage.input_tokens);
  const output = countOrNone(usage.output_tokens);
  if (input === undefined || output === undefined) return undefined;
  const cached = countOrNone(usage.cache_read_input_tokens) ?? 0;
  const written = countOrNone(usage.cache_creation_input_tokens) ?? 0;
  const whole = countOrNone(input + cached + written);
  if (whole === undefined) return undefined;
  return {
    input_tokens: whole,
    output_tokens: output,
    ...(cached > 0 ? { cached_input_tokens: cached } : {}),
    ...(written > 0 ? { cache_write_input_tokens: written } : {}),
  };
}
