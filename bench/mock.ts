/** A chat-completions server in a process of its own, lean enough that the client is what is measured. */

import { type ChildProcess, spawn } from 'node:child_process';

export interface MockOptions {
  latencyMs?: number;
  /** Requests per second that are admitted, in a bucket of one second's worth; the rest get 429. */
  admitted?: number;
  /** Whether a 429 says when to come back. */
  retryAfter?: boolean;
  /** Replies of the first wave: when the last of them ends is counted apart. */
  firstWave?: number;
}

export interface MockCounts {
  sent: number;
  answered: number;
  rejected: number;
  peak: number;
  /** Milliseconds since 1970 of the first request's arrival, and of the last reply's end. */
  first: number;
  last: number;
  /** Milliseconds since 1970 of the end of the first wave of replies; 0 without `firstWave`. */
  firstWaveEnd: number;
}

export interface Mock {
  /** Ends in `/v1`. */
  url: string;
  counts: () => Promise<MockCounts>;
  stop: () => void;
}

const source = `
const { createServer } = require('node:http');
const { latencyMs = 0, admitted, retryAfter = true, firstWave } = JSON.parse(process.argv[1]);
const counts = { sent: 0, answered: 0, rejected: 0, peak: 0, first: 0, last: 0, firstWaveEnd: 0 };
let active = 0, level = admitted ?? 0, filled = Date.now();
const admits = () => {
  if (admitted === undefined) return true;
  const now = Date.now();
  level = Math.min(admitted, level + (now - filled) * admitted / 1000);
  filled = now;
  if (level < 1) return false;
  level -= 1;
  return true;
};
const text = JSON.stringify('An answer of an ordinary length, and then some more words. '.repeat(8) + '[[7]]');
const openai = '{"id":"c","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":' + text + '},"finish_reason":"stop"}],"usage":{"prompt_tokens":50,"completion_tokens":100,"total_tokens":150}}';
const anthropic = '{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":' + text + '}],"stop_reason":"end_turn","usage":{"input_tokens":50,"output_tokens":100}}';
createServer((request, response) => {
  if (request.method === 'GET') return void response.end(JSON.stringify(counts));
  counts.first ||= Date.now();
  counts.sent += 1;
  active += 1;
  counts.peak = Math.max(counts.peak, active);
  request.resume().on('end', () => {
    if (!admits()) {
      counts.rejected += 1;
      active -= 1;
      response.writeHead(429, { 'content-type': 'application/json', ...(retryAfter ? { 'retry-after': '1' } : {}) });
      return void response.end('{"error":{"message":"slow down"}}');
    }
    const body = request.url.endsWith('/messages') ? anthropic : openai;
    const answer = () => {
      active -= 1;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
      counts.answered += 1;
      counts.last = Date.now();
      if (counts.answered === firstWave) counts.firstWaveEnd = counts.last;
    };
    if (latencyMs > 0) setTimeout(answer, latencyMs); else answer();
  });
}).listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, function () { console.log(this.address().port); });
process.on('disconnect', () => process.exit());
`;

/** Starts the server; it stops with `stop`, and by itself when this process ends. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const child: ChildProcess = spawn(process.execPath, ['-e', source, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim())),
  );
  const url = `http://127.0.0.1:${port}/v1`;
  return {
    url,
    counts: async () => (await (await fetch(url)).json()) as MockCounts,
    stop: () => child.kill(),
  };
}
