/** Recognises what about a request a service cannot take, by its codes and words: the request can be made otherwise. */

import type { ContextRejection, Rejection } from '../errors.ts';
import type { ServiceError } from './http/error-body.ts';

/** Chat templates raise their errors as 500 in some servers. */
const statuses: ReadonlySet<number> = new Set([400, 422, 500]);

/** Gemma's templates, Google's API, OpenAI's o1-mini, servers that check roles, and GLM's code 1214, in this order. */
const noSystemRole = new RegExp(
  [
    'system (?:role|message|prompt|instruction)s? (?:is |are )?(?:not (?:supported|enabled|allowed)|unsupported)',
    '(?:does not|doesn.t) support (?:the )?system',
    'developer instruction is not enabled',
    "role'? does not support '(?:system|developer)'",
    'roles must alternate user/assistant',
    "role: input should be 'user' or 'assistant'",
    'incorrect role information',
  ].join('|'),
  'i',
);

/** Anthropic, Gemini, Mistral and servers that check lengths. */
const noEmptyTurn =
  /non-empty|must not be (?:empty|blank)|(?:cannot|can't|can not|may not) be (?:empty|blank)|is empty|empty (?:content|message|text|string)|non-whitespace|at least (?:1|one) character/i;

/** Hugging Face's servers, GigaChat, pydantic, and GLM. */
const noZero =
  /temperature[^\n]{0,80}(?:strictly positive|(?:greater|larger|more|higher) than (?:0|zero)|above (?:0|zero)|> ?0(?:\.0)?(?![.\d])|in range \(0)|temperature参数非法/i;

/** What the error says of the request; undefined for any other error. `said` is the service's message, cleaned. */
export function readRejection(status: number, service: ServiceError, said: string): Rejection | undefined {
  if (!statuses.has(status)) return undefined;
  const context = readContext(service, said);
  if (context) return context;
  if (noSystemRole.test(said)) return { what: 'system role' };
  if (noZero.test(said)) return { what: 'temperature 0' };
  return noEmptyTurn.test(said) ? { what: 'empty turn' } : undefined;
}

const contextCodes = /context_length_exceeded|exceed_context_size|context_window_exceeded/;
const contextWords =
  /(?:maximum|available|model's|max) context|context (?:window|limit) of|exceeds? (?:the )?context|prompt is too long: \d|input token count|max_new_tokens` must be|inputs` must have/i;

/** OpenAI, Anthropic, Groq, DeepSeek and gateways: a limit of the reply, whatever the request. */
const outputLimits = [
  /at most (\d+) completion tokens/i,
  /max_tokens: \d+ > (\d+), which is the maximum allowed/i,
  /max(?:_completion|_output)?_tokens\b[^.\d]{0,60}(?:<=|less than or equal to) ?`?(\d+)/i,
  /max_tokens\b[^.\d]{0,60}\[1, ?(\d+)\]/i,
];

/** Request, reply and context in one: Anthropic's "199759 + 8192 > 200000". */
const sum = /(\d+) \+ \d+ > (\d+)/;
/** vLLM, OpenAI, llama.cpp, SGLang; Mistral; Anthropic; Gemini; TGI. */
const contextSizes = [
  /context (?:length|size|window|limit)(?: is| of)?:? ?\(?`?(\d[\d,]*)/i,
  /(\d+) maximum context/i,
  /> (\d+) maximum/,
  /tokens allowed \((\d+)/i,
  /must be <= (\d+)\. Given/i,
  /inputs` must have less than (\d+)/i,
];
const promptSizes = [
  /(?:has|contains) (\d+) (?:input )?tokens/i,
  /\((\d+) in the messages/i,
  /resulted in (\d+) tokens/i,
  /(\d+) tokens from the input/i,
  /(?:request|input|tokens) \((\d+)(?: tokens)?\)/i,
  /prompt is too long: (\d+)/i,
  /token count \((\d+)/i,
  /Given: (\d+)/i,
];

function readContext(service: ServiceError, said: string): ContextRejection | undefined {
  const output = firstNumber(outputLimits, said);
  if (output !== undefined) return { what: 'context', output };
  if (!contextCodes.test(service.codes) && !contextWords.test(said) && !sum.test(said)) return undefined;
  const [, prompt, context] = sum.exec(said) ?? [];
  return {
    what: 'context',
    context: service.context ?? numberOf(context) ?? firstNumber(contextSizes, said),
    prompt: service.prompt ?? numberOf(prompt) ?? firstNumber(promptSizes, said),
  };
}

function firstNumber(patterns: readonly RegExp[], said: string): number | undefined {
  return patterns.map((pattern) => numberOf(pattern.exec(said)?.[1])).find((count) => count !== undefined);
}

function numberOf(text: string | undefined): number | undefined {
  const count = text === undefined ? Number.NaN : Number(text.replaceAll(',', ''));
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}
