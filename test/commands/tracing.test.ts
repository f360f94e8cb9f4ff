/** OpenTelemetry: a span for each call at a receiver on loopback, and nothing of it loaded where nobody asks for it. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { linesOf, openScene } from '../support/scene.ts';

interface Span {
  name: string;
  kind: number;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}

/** A receiver of OTLP over HTTP, in JSON. */
async function openReceiver() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const whole = Buffer.concat(parts);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
      if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(text.toString('utf8'));
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const spans = (): Span[] =>
    bodies
      .flatMap((body) => JSON.parse(body).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((scope) => scope.spans);
  const { port } = server.address() as AddressInfo;
  return { env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }, bodies, spans };
}

const valuesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

test('each call is a span with the attributes of the conventions, and no text of it', async () => {
  const { env, bodies, spans } = await openReceiver();
  const scene = await openScene({
    reply: () => ({ text: 'A telling reply.', usage: { input: 11, output: 7 } }),
  });
  const ran = await scene.answers(['--first-n', '1', '--max-tokens', '99', '--temperature', '0.3'], { env });
  expect(ran).toMatchObject({ code: 0 });
  expect(spans()).toHaveLength(2);
  const [first] = spans();
  expect([first?.name, first?.kind]).toEqual(['chat m', 3]);
  expect(first && valuesOf(first)).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'm',
    'gen_ai.request.max_tokens': 99,
    'gen_ai.request.temperature': 0.3,
    'gen_ai.usage.input_tokens': 11,
    'gen_ai.usage.output_tokens': 7,
    'gen_ai.response.finish_reasons': { values: [{ stringValue: 'stop' }] },
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(scene.server.url).port),
  });
  expect(first && valuesOf(first)).toHaveProperty(['gen_ai.response.model']);
  expect(bodies.join()).toContain('"service.name"');
  for (const text of ['Sample question', 'telling reply', 'sk-test'])
    expect(bodies.join()).not.toContain(text);
});

test('a call that failed has its kind of error, and none of the words of the service; each try is a span', async () => {
  const { env, bodies, spans } = await openReceiver();
  const scene = await openScene({
    fault: ({ number }) =>
      number === 1
        ? { kind: 'status', status: 500, body: { error: { message: 'you said Sample question 1' } } }
        : undefined,
  });
  const ran = await scene.answers(['--first-n', '1', '-j', '1'], { env });
  expect(ran).toMatchObject({ code: 0 });
  expect(spans()).toHaveLength(3);
  const failed = spans().filter(({ status }) => status.code === 2);
  expect(failed.map((span) => valuesOf(span)['error.type'])).toEqual(['server_error']);
  expect(bodies.join()).not.toContain('Sample question');
});

test('a receiver that is not there ends nothing and changes nothing', async () => {
  const scene = await openScene();
  const ran = await scene.answers(['--first-n', '1'], {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
  });
  expect(ran).toMatchObject({ code: 0 });
  expect(await scene.data.records('answers/small/m.jsonl')).toHaveLength(1);
});

/** Has Node note what is imported of OpenTelemetry, or say that it is not installed. */
async function hooked(write: (name: string, text: string) => Promise<string>, missing: boolean) {
  const seen = await write('seen.txt', '');
  const hooks = await write(
    'hooks.mjs',
    `import { appendFileSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  if (!specifier.startsWith('@opentelemetry/')) return next(specifier, context);
  appendFileSync(${JSON.stringify(seen)}, specifier + '\\n');
  if (!${missing}) return next(specifier, context);
  throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
}
`,
  );
  const register = `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hooks).href)});`;
  const preload = await write('preload.mjs', register);
  return { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` };
}

test('nothing of it is loaded where the variable is not set', async () => {
  const { env } = await openReceiver();
  const scene = await openScene();
  const options = await hooked(scene.data.write, false);
  expect((await scene.answers(['--first-n', '1'], { env: options })).code).toBe(0);
  expect(await scene.data.read('seen.txt')).toBe('');
  expect((await scene.answers(['--first-n', '1', '--overwrite'], { env: { ...options, ...env } })).code).toBe(
    0,
  );
  expect(await scene.data.read('seen.txt')).toContain('@opentelemetry/sdk-trace-base');
});

test('where the packages are missing a run says so once and goes on', async () => {
  const { env, spans } = await openReceiver();
  const scene = await openScene();
  const options = await hooked(scene.data.write, true);
  const ran = await scene.answers([], { env: { ...options, ...env } });
  expect(ran).toMatchObject({ code: 0 });
  expect(linesOf(ran.stderr).filter((line) => line.includes('OTEL_EXPORTER_OTLP_ENDPOINT'))).toEqual([
    expect.stringContaining('no spans are sent: npm install @opentelemetry/exporter-trace-otlp-http'),
  ]);
  expect(spans()).toEqual([]);
});
