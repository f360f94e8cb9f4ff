/** The providers that speak over HTTP, each pointed at a server of the test. */

import { ProviderError } from '../../src/errors.ts';
import { anthropicProvider } from '../../src/providers/anthropic/messages.ts';
import type { ErrorContext } from '../../src/providers/errors.ts';
import { openConnections } from '../../src/providers/http/connection.ts';
import { openaiProvider } from '../../src/providers/openai/chat.ts';
import type { AskOptions, ChatRequest, Provider } from '../../src/providers/provider.ts';
import { secretMask } from '../../src/secrets.ts';
import { startLoopback } from '../support/loopback.ts';

export const apiKey = 'sk-test-0123456789abcdef';

export type Subject = 'openai' | 'azure' | 'anthropic';
export const subjects: Subject[] = ['openai', 'azure', 'anthropic'];

/** The API that a subject speaks. */
export const apiOf = (subject: Subject) => (subject === 'anthropic' ? 'anthropic' : 'openai');

const context: ErrorContext = {
  target: 'test/model',
  keyEnv: 'TEST_API_KEY',
  mask: secretMask([apiKey]),
  now: Date.now,
};

/** What every provider is given beside its address. */
export const shared = { connections: openConnections(), concurrency: 4 };

/** A provider at this address, with this key. */
export function providerAt(subject: Subject, url: string, key: string | undefined = apiKey): Provider {
  if (subject === 'anthropic')
    return anthropicProvider({ ...shared, context, baseUrl: url, apiKey: key ?? '' });
  if (subject === 'azure') {
    return openaiProvider({ ...shared, context, baseUrl: url, apiKey: key, azureApiVersion: '2024-10-21' });
  }
  return openaiProvider({ ...shared, context, baseUrl: `${url}/v1`, apiKey: key });
}

export const request: ChatRequest = {
  model: 'model',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 2 + 2?' },
    { role: 'assistant', content: 'It is 4.' },
    { role: 'user', content: 'And 4 + 4?' },
  ],
  parameters: { temperature: 0.5, max_tokens: 64 },
};

export const patient: AskOptions = { timeoutMs: 20_000, signal: new AbortController().signal };

/** The ProviderError of a call that must fail. */
export async function errorOf(provider: Provider, options: AskOptions = patient): Promise<ProviderError> {
  try {
    await provider.ask(request, options);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('the call has succeeded');
}

export interface StatusAnswer {
  headers?: Record<string, string>;
  body?: unknown;
}

/** A server that answers every request with the status that is asked for. The caller closes it. */
export async function startFaulty() {
  let answer: StatusAnswer & { status: number } = { status: 500 };
  const server = await startLoopback({ fault: () => ({ kind: 'status', ...answer }) });
  return {
    url: server.url,
    requests: server.requests,
    close: server.close,
    /** What becomes of a call that is answered so. */
    faultOf: (subject: Subject, status: number, more: StatusAnswer = {}) => {
      answer = { status, ...more };
      return errorOf(providerAt(subject, server.url));
    },
  };
}

/** An error body as OpenAI writes it, or as Anthropic does. */
export const errorBody = (subject: Subject, message: string) =>
  subject === 'anthropic'
    ? { type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_1' }
    : { error: { message, type: 'invalid_request_error', param: null, code: null } };
