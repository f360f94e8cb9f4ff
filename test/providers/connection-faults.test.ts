import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorKind } from '../../src/errors.ts';
import { type Fault, type Loopback, startLoopback } from '../support/loopback.ts';
import { apiKey, errorOf, patient, providerAt, request, subjects } from './subjects.ts';

let server: Loopback;
let next: Fault | undefined;

beforeAll(async () => {
  server = await startLoopback({ fault: () => next });
});
beforeEach(() => {
  next = undefined;
});
afterAll(() => server.close());

const page = '<!doctype html><html><body>Bad gateway</body></html>';
const faults: [string, Fault, ErrorKind, RegExp][] = [
  [
    'an HTML page with status 200',
    { kind: 'body', body: page, type: 'text/html' },
    'malformed reply',
    /not JSON/,
  ],
  ['an HTML page that claims to be JSON', { kind: 'body', body: page }, 'malformed reply', /not JSON/],
  [
    'an empty body with status 200',
    { kind: 'body', body: '' },
    'malformed reply',
    /no usable reply|not JSON/,
  ],
  [
    'an empty body of plain text',
    { kind: 'body', body: '', type: 'text/plain' },
    'malformed reply',
    /body is empty|not JSON|holds no/,
  ],
  ['JSON that ends too early', { kind: 'body', body: '{"choices": [{"mess' }, 'malformed reply', /not JSON/],
  ['JSON that is no reply', { kind: 'body', body: '{"ok": true}' }, 'malformed reply', /body holds no/],
  ['JSON that is no object', { kind: 'body', body: 'null' }, 'malformed reply', /body holds no/],
  ['a body cut short', { kind: 'truncate' }, 'network', /connection failed/],
  ['a connection reset before the first byte', { kind: 'reset' }, 'network', /connection failed/],
];

describe.each(subjects)('the provider %s', (subject) => {
  test.each(faults)('takes %s for a fault that may pass', async (_what, context, kind, message) => {
    next = context;
    const error = await errorOf(providerAt(subject, server.url));
    expect(error).toMatchObject({ name: 'ProviderError', kind, retryable: true, closesModel: false });
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^test\/model[ :]/);
  });

  test('gives up a service that never begins to answer', async () => {
    next = { kind: 'hang' };
    const error = await errorOf(providerAt(subject, server.url), { ...patient, timeoutMs: 50 });
    expect(error).toMatchObject({ kind: 'timeout', retryable: true });
  });

  test('gives up a service that begins to answer and never ends', async () => {
    const stalling = await startStalling();
    const error = await errorOf(providerAt(subject, stalling.url), { ...patient, timeoutMs: 100 });
    await stalling.close();
    expect(error).toMatchObject({ kind: 'timeout', retryable: true });
  });

  test('ends a call under way when it is aborted, and calls it cancelled', async () => {
    next = { kind: 'hang' };
    const stop = new AbortController();
    const before = server.requests.length;
    const failing = errorOf(providerAt(subject, server.url), { ...patient, signal: stop.signal });
    await expect.poll(() => server.requests.length).toBe(before + 1);
    stop.abort();
    expect(await failing).toMatchObject({ kind: 'cancelled', retryable: false });
  });
});

describe.each(subjects)('the provider %s', (subject) => {
  test('names an address where nobody listens', async () => {
    const gone = await startLoopback();
    await gone.close();
    const error = await errorOf(providerAt(subject, gone.url));
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('names a host that does not exist', async () => {
    const error = await errorOf(providerAt(subject, 'http://no-such-host.invalid'));
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toMatch(/(?:ENOTFOUND|EAI_AGAIN).* no-such-host\.invalid/);
  });

  test('shows no part of a key that no header takes', async () => {
    const error = await errorOf(providerAt(subject, server.url, `${apiKey}\n${apiKey}`));
    expect(error.name).toBe('ProviderError');
    expect(error.message).not.toContain(apiKey);
  });

  test('works again after a fault', async () => {
    const provider = providerAt(subject, server.url);
    next = { kind: 'reset' };
    await errorOf(provider);
    next = undefined;
    expect((await provider.ask(request, patient)).text).toBe('An answer to: And 4 + 4?');
  });
});

/** A server that sends its headers and half a body, and then nothing more. */
async function startStalling() {
  const stalling = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"choices": [');
  });
  await new Promise<void>((resolve) => stalling.listen(0, '127.0.0.1', resolve));
  const { port } = stalling.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      stalling.close(() => resolve());
      stalling.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
