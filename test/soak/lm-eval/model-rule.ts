/** The model that both tools ask: replies and log-probabilities by a rule. It ends a reply at the stop strings that it is sent. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokensOf } from '../../support/completions.ts';

/** What a prompt's end is answered with. */
export type Replies = ReadonlyMap<string, string>;

export interface SeenRequest {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
  body: any;
}

export interface RuleModel {
  url: string;
  /** What was asked since the last call; then that is forgotten. */
  takeRequests: () => SeenRequest[];
  close: () => Promise<void>;
}

/** Starts it on 127.0.0.1. A prompt that ends with none of the keys is answered with status 400. */
export async function startRuleModel(replies: Replies): Promise<RuleModel> {
  let seen: SeenRequest[] = [];
  const vocabulary = new Map<string, number>();
  const words: string[] = [];
  const idOf = (token: string) => {
    const known = vocabulary.get(token) ?? words.push(token) - 1;
    vocabulary.set(token, known);
    return known;
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    const body = await readJson(request);
    const path = request.url ?? '';
    if (path === '/tokenizer_info') return { status: 200, body: { eos_token: '</s>', bos_token: null } };
    if (path === '/tokenize') {
      return { status: 200, body: { tokens: tokensOf(body.prompt).tokens.map(idOf) } };
    }
    if (path === '/detokenize') {
      return { status: 200, body: { prompt: body.tokens.map((id: number) => words[id]).join('') } };
    }
    if (path === '/v1/completions') {
      seen.push({ body });
      return { status: 200, body: completion(body) };
    }
    if (path !== '/v1/chat/completions') return { status: 404, body: {} };
    seen.push({ body });
    const prompt: string = body.messages.at(-1).content;
    const found = [...replies].find(([end]) => prompt.endsWith(end))?.[1];
    if (found === undefined) return { status: 400, body: { error: { message: 'an unknown question' } } };
    return { status: 200, body: chatReply(body, cutAt(found, body.stop ?? [])) };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    takeRequests: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever was sent
async function readJson(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

function cutAt(text: string, stops: readonly string[]): string {
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

function chatReply(body: { model: string }, content: string): unknown {
  const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }];
  return { id: '1', object: 'chat.completion', model: body.model, choices, usage: usageOf(content) };
}

/** Prompt and one generated token, with what each token's log-probability is by the rule. */
function completion(body: { model: string; prompt: string | string[] }): unknown {
  const choices = [body.prompt].flat().map((prompt, index) => {
    const tokens = [...tokensOf(prompt).tokens, ' next'];
    const token_logprobs = tokens.map((token, at) => (at === 0 ? null : logOf(`${tokens[at - 1]}|${token}`)));
    const top_logprobs = tokens.map((token, at) => (at === 0 ? null : { [token]: token_logprobs[at] }));
    let at = 0;
    const text_offset = tokens.map((token) => {
      const own = at;
      at += [...token].length;
      return own;
    });
    const logprobs = { tokens, token_logprobs, top_logprobs, text_offset };
    return { index, text: `${prompt} next`, finish_reason: 'length', logprobs };
  });
  return { id: '1', object: 'text_completion', model: body.model, choices, usage: usageOf('') };
}

function logOf(pair: string): number {
  let hash = 7;
  for (const letter of pair) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 99_991;
  return -(hash + 1) / 10_007;
}

function usageOf(text: string) {
  return { prompt_tokens: 9, completion_tokens: text.length, total_tokens: 9 + text.length };
}
