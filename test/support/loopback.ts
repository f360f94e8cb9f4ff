/** A real HTTP server on loopback that speaks chat completions and messages, and misbehaves on request. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as it arrived. */
export interface Asked {
  api: 'openai' | 'anthropic';
  path: string;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
  body: any;
  model: string;
  system: string | undefined;
  /** Messages of user and assistant, in order. */
  messages: { role: string; content: string }[];
  /** Text of the last user message. */
  prompt: string;
  /** Count of requests so far, from 1. */
  number: number;
}

export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  /** Status 200 and this body, with this content type. */
  | { kind: 'body'; body: string; type?: string }
  /** The connection is destroyed before any byte. */
  | { kind: 'reset' }
  /** Status 200 and half of the body, then the connection is destroyed. */
  | { kind: 'truncate' }
  /** Nothing ever comes. */
  | { kind: 'hang' }
  /** The body comes a byte at a time. */
  | { kind: 'drip'; everyMs: number };

export interface Reply {
  text: string;
  finishReason?: string;
  /** Fields to add to OpenAI's message, such as `reasoning_content`. */
  message?: Record<string, unknown>;
  /** Content blocks to put before Anthropic's text, such as `thinking`. */
  blocks?: unknown[];
  usage?: { input: number; output: number; cached?: number; written?: number };
}

export interface LoopbackOptions {
  /** What to answer. By default an answer that quotes the question, and `Rating: [[7]]` to a judge prompt. */
  reply?: (asked: Asked) => string | Reply;
  /** A fault instead of the answer, or undefined for none. */
  fault?: ((asked: Asked) => Fault | undefined) | undefined;
  /** Told of each request that was answered in full. */
  onAnswered?: ((asked: Asked) => void) | undefined;
  /** A whole body in place of one that is made of `reply`; undefined for none. */
  body?: ((asked: Asked) => unknown) | undefined;
  latencyMs?: number | ((asked: Asked) => number);
  /** Headers of every answer. */
  headers?: Record<string, string>;
  /** Where it listens; a free port unless given. */
  port?: number;
}

export interface Loopback {
  /** `http://127.0.0.1:<port>`; OpenAI's base URL is this with `/v1`. */
  url: string;
  requests: Asked[];
  /** Requests that were answered in full. */
  answered: Asked[];
  /** The most requests that were under way at once. */
  peak: () => number;
  /** What the server does; a test may change it between runs. */
  options: LoopbackOptions;
  /** Lets requests wait from now on until `release`; resolves when `count` of them do. */
  hold: (count?: number) => Promise<void>;
  release: () => void;
  close: () => Promise<void>;
}

/** Starts a server on 127.0.0.1. The caller closes it. */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const desk: Desk = { options, requests: [], answered: [], active: 0, peak: 0, gate: undefined };
  const server = createServer((request, response) => {
    desk.active += 1;
    desk.peak = Math.max(desk.peak, desk.active);
    response.on('close', () => {
      desk.active -= 1;
    });
    handle(request, response, desk).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: desk.requests,
    answered: desk.answered,
    peak: () => desk.peak,
    options,
    hold: (count = 1) =>
      new Promise((reached) => {
        desk.gate = { waiting: [], count, reached };
      }),
    release: () => {
      const { waiting = [] } = desk.gate ?? {};
      desk.gate = undefined;
      for (const proceed of waiting) proceed();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Desk {
  options: LoopbackOptions;
  requests: Asked[];
  answered: Asked[];
  active: number;
  peak: number;
  gate: Gate | undefined;
}

interface Gate {
  waiting: (() => void)[];
  count: number;
  reached: () => void;
}

async function handle(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  // It has nothing but its API: what a client wants to know of a server besides is not counted.
  if (request.method === 'GET') {
    response.writeHead(404).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = read(request, Buffer.concat(chunks).toString('utf8'), desk.requests.length + 1);
  desk.requests.push(asked);
  const { latencyMs } = desk.options;
  if (latencyMs) await sleep(typeof latencyMs === 'number' ? latencyMs : latencyMs(asked));
  if (desk.gate) await waitAt(desk.gate);
  const fault = desk.options.fault?.(asked);
  const given = (desk.options.reply ?? defaultReply)(asked);
  const own = desk.options.body?.(asked);
  const body = JSON.stringify(own ?? envelope(asked, typeof given === 'string' ? { text: given } : given));
  if (fault && fault.kind !== 'drip') {
    misbehave(response, fault, body);
    return;
  }
  response.on('finish', () => {
    desk.answered.push(asked);
    desk.options.onAnswered?.(asked);
  });
  response.setHeader('content-type', 'application/json');
  for (const [name, value] of Object.entries(desk.options.headers ?? {})) response.setHeader(name, value);
  if (fault?.kind === 'drip') await drip(response, body, fault.everyMs);
  else response.end(body);
}

function waitAt(gate: Gate): Promise<void> {
  return new Promise((proceed) => {
    gate.waiting.push(proceed);
    if (gate.waiting.length === gate.count) gate.reached();
  });
}

function read(request: IncomingMessage, text: string, number: number): Asked {
  const api = request.url?.includes('/messages') ? 'anthropic' : 'openai';
  return toAsked(JSON.parse(text || '{}'), {
    api,
    path: request.url ?? '',
    headers: request.headers,
    number,
  });
}

/** A request body of either API, with what a test looks for taken out of it. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
export function toAsked(body: any, place: Pick<Asked, 'api' | 'path' | 'headers' | 'number'>): Asked {
  const given: { role: string; content: string | { text: string }[] }[] = body.messages ?? [];
  const textOf = (part: string | { text: string }) => (typeof part === 'string' ? part : part.text);
  const all = given.map(({ role, content }) => ({ role, content: [content].flat().map(textOf).join('') }));
  const messages = all.filter(({ role }) => role !== 'system');
  return {
    ...place,
    body,
    model: body.model,
    system: body.system ?? all.find(({ role }) => role === 'system')?.content,
    messages,
    prompt: messages.at(-1)?.content ?? '',
  };
}

function misbehave(response: ServerResponse, fault: Exclude<Fault, { kind: 'drip' }>, body: string): void {
  if (fault.kind === 'reset') response.destroy();
  if (fault.kind === 'status') {
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(
      JSON.stringify(fault.body ?? { error: { message: `status ${fault.status}`, type: 'test' } }),
    );
  }
  if (fault.kind === 'body') {
    response.writeHead(200, { 'content-type': fault.type ?? 'application/json' });
    response.end(fault.body);
  }
  if (fault.kind === 'truncate') {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  }
}

async function drip(response: ServerResponse, body: string, everyMs: number): Promise<void> {
  for (const character of body) {
    if (response.destroyed) return;
    response.write(character);
    await sleep(everyMs);
  }
  response.end();
}

export function defaultReply({ prompt }: Asked): string {
  if (/\[\[/.test(prompt)) return 'It answers the question.\n\nRating: [[7]]';
  return `An answer to: ${prompt.slice(0, 200)}`;
}

/** The body of a reply, as the API of the request has it. */
export function envelope(asked: Asked, reply: Reply): unknown {
  const usage = reply.usage ?? {
    input: Math.ceil(asked.prompt.length / 4),
    output: Math.ceil(reply.text.length / 4),
  };
  if (asked.api === 'anthropic') {
    return {
      id: `msg_${asked.number}`,
      type: 'message',
      role: 'assistant',
      model: asked.model,
      content: [...(reply.blocks ?? []), { type: 'text', text: reply.text }],
      stop_reason: reply.finishReason ?? 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: usage.input,
        output_tokens: usage.output,
        ...(usage.cached === undefined ? {} : { cache_read_input_tokens: usage.cached }),
        ...(usage.written === undefined ? {} : { cache_creation_input_tokens: usage.written }),
      },
    };
  }
  return {
    id: `chatcmpl-${asked.number}`,
    object: 'chat.completion',
    created: 0,
    model: asked.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: reply.text, refusal: null, ...reply.message },
        logprobs: null,
        finish_reason: reply.finishReason ?? 'stop',
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      ...(usage.cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: usage.cached } }),
    },
  };
}
