/** Reads a chat completion. The text is what counts: a side field that cannot be read is left out, never the reply. */

import type { Usage } from '../../records/calls/call.ts';
import { type ErrorContext, malformedReply, redacted, reportedError } from '../errors.ts';
import { countOrNone, type Fields, fieldsOf, finishReasonOf, textOrNone } from '../fields.ts';
import { errorIn } from '../http/error-body.ts';
import type { ChatReply } from '../provider.ts';
import { splitReasoning } from '../reasoning/split.ts';

/** What the service said, or a ProviderError for what is no reply. */
export function readOpenaiReply(reply: unknown, context: ErrorContext): ChatReply {
  const body = fieldsOf(reply);
  throwErrorIn(body, context);
  const choice = Array.isArray(body.choices) ? body.choices[0] : undefined;
  if (typeof choice !== 'object' || choice === null) throw malformedReply(context, describe(reply));
  const { finish_reason, message: told, text: completion } = choice as Fields;
  throwErrorIn(choice, context);
  if (finish_reason === 'error') throw malformedReply(context, 'it ended in an error');
  const message = fieldsOf(told);
  const content = message.content ?? completion;
  const answer = textOf(content, isAnswer);
  if (answer === undefined) throw malformedReply(context, 'its content is no text');
  const shown = [message.reasoning_content, message.reasoning].map((each) => textOf(each, isAny));
  const apart = Array.isArray(content) ? textOf(content, isReasoning) : undefined;
  const refusal = textOrNone(message.refusal);
  const finish = refusal === undefined ? finishReasonOf(finish_reason) : 'refusal';
  const given = shown.find(Boolean) || apart;
  const { text, reasoning } = splitReasoning(answer, { given, finish, marks: context.reasoningMarks });
  return redacted(
    {
      text: text === '' ? (refusal ?? '') : text,
      reasoning,
      finish_reason: finish,
      model: textOrNone(body.model),
      usage: readUsage(body.usage),
    },
    context,
  );
}

const isAny = () => true;
const isReasoning = (type: unknown) => type === 'thinking' || type === 'reasoning';
const isAnswer = (type: unknown) => type === undefined || type === 'text' || type === 'output_text';

/** Some services send a text in parts, the model's reasoning among them; undefined for what is neither. */
function textOf(content: unknown, wanted: (type: unknown) => boolean): string | undefined {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content
    .map((part) => {
      if (typeof part === 'string') return wanted(undefined) ? part : '';
      const { type, text, thinking } = fieldsOf(part);
      return wanted(type) ? (textOf(text ?? thinking, isAny) ?? '') : '';
    })
    .join('');
}

/** OpenRouter reports a failing upstream with status 200: instead of the choices, or in one, next to half a text. */
function throwErrorIn(part: unknown, context: ErrorContext): void {
  const found = errorIn(part);
  if (found) throw reportedError(found, context);
}

/** Undefined where the service does not count both, or counts what cannot be. */
export function readUsage(value: unknown): Usage | undefined {
  const usage = fieldsOf(value);
  const input = countOrNone(usage.prompt_tokens);
  const output = countOrNone(usage.completion_tokens);
  if (input === undefined || output === undefined) return undefined;
  const cached = countOrNone(fieldsOf(usage.prompt_tokens_details).cached_tokens) ?? 0;
  const reasoning = countOrNone(fieldsOf(usage.completion_tokens_details).reasoning_tokens) ?? 0;
  return {
    input_tokens: input,
    output_tokens: output,
    ...(cached > 0 && cached <= input ? { cached_input_tokens: cached } : {}),
    ...(reasoning > 0 ? { reasoning_tokens: reasoning } : {}),
  };
}

function describe(reply: unknown): string {
  if (typeof reply === 'string') return reply.trim() === '' ? 'the body is empty' : 'the body is not JSON';
  return 'the body holds no choices';
}
