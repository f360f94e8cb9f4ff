import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { openConnections } from '../../../src/providers/http/connection.ts';
import { type Cut, createTurns, cutsBySignal, exchange } from '../../../src/providers/http/exchange.ts';

const outgoing = { path: '/', headers: { 'content-type': 'application/json' }, body: '{}' };
const keeping = (cuts = new Set<Cut>()) => ({ timeoutMs: 10_000, cuts, inTurn: createTurns() });

const asking = { timeoutMs: 5000, signal: new AbortController().signal, connections: 2 };

/** A pool of one connection to a server that does as it is told. */
async function poolTo(listener: RequestListener): Promise<{ pool: Pool; origin: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = new Pool(origin, { connections: 1 });
  onTestFinished(async () => {
    await pool.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { pool, origin };
}

test('`createTurns()` keeps the order, and gives the event loop its turn after every second piece', async () => {
  const inTurn = createTurns();
  const done: number[] = [];
  for (const number of [1, 2, 3, 4, 5]) inTurn(() => done.push(number));
  expect(done).toEqual([]);
  await setImmediate();
  expect(done).toEqual([1, 2]);
  await setImmediate();
  expect(done).toEqual([1, 2, 3, 4]);
  inTurn(() => done.push(6));
  await setImmediate();
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
});

test('`exchange()` reads a body that comes in pieces, and headers that come twice', async () => {
  const { pool } = await poolTo((request, response) => {
    request.resume();
    response.writeHead(200, { 'x-twice': ['a', 'b'] });
    response.write('one ');
    setTimeout(() => response.end('two'), 5);
  });
  const { status, header, bytes } = await exchange(pool, outgoing, keeping());
  expect([status, header('x-twice'), header('x-none'), bytes.toString()]).toEqual([
    200,
    'a, b',
    undefined,
    'one two',
  ]);
});

test('`exchange()` that is cut off while it waits for a connection is never sent', async () => {
  let requests = 0;
  let release = () => undefined as unknown;
  const { pool } = await poolTo((request, response) => {
    requests += 1;
    request.resume();
    release = () => response.end();
  });
  const first = exchange(pool, outgoing, keeping());
  await expect.poll(() => requests).toBe(1);
  const cuts = new Set<Cut>();
  const second = exchange(pool, outgoing, keeping(cuts));
  for (const cut of cuts) cut(new DOMException('enough', 'AbortError'));
  await expect(second).rejects.toMatchObject({ name: 'AbortError', message: 'enough' });
  expect(cuts.size).toBe(0);
  release();
  await first;
  const third = exchange(pool, outgoing, keeping());
  await expect.poll(() => requests).toBe(2);
  release();
  expect((await third).status).toBe(200);
});

test('`exchange()` takes a status without success for what it says, though its body broke off', async () => {
  const { pool } = await poolTo((request, response) => {
    request.resume();
    response.writeHead(502, { 'content-length': '100' });
    response.write('<html>');
    setTimeout(() => response.destroy(), 5);
  });
  const { status, bytes } = await exchange(pool, outgoing, keeping());
  expect([status, bytes.length]).toEqual([502, 0]);
});

test('`cutsBySignal()` adds one listener to a signal, and cuts off all that is under way on it', () => {
  const stop = new AbortController();
  const cutsOf = cutsBySignal();
  const reasons: string[] = [];
  for (const name of ['a', 'b']) cutsOf(stop.signal).add((why) => reasons.push(`${name}: ${why.name}`));
  expect(cutsOf(stop.signal)).toBe(cutsOf(stop.signal));
  stop.abort();
  expect(reasons).toEqual(['a: AbortError', 'b: AbortError']);
});

test('a byte order mark before the JSON of a reply is no fault', async () => {
  const { origin } = await poolTo((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('\ufeff{"ok":true}');
  });
  const reply = await openConnections().post({ origin, path: '/', headers: {} }, {}, asking);
  expect(reply.body).toEqual({ ok: true });
});

test('a request on a signal that was aborted is not sent', async () => {
  let requests = 0;
  const { origin } = await poolTo((request, response) => {
    requests += 1;
    request.resume();
    response.end();
  });
  const signal = AbortSignal.abort();
  const posted = openConnections().post({ origin, path: '/', headers: {} }, {}, { ...asking, signal });
  await expect(posted).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests).toBe(0);
});

test('a short body that would fill the memory once it is unpacked is a fault', async () => {
  const packed = gzipSync(Buffer.alloc((1 << 26) + 1));
  const { origin } = await poolTo((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(packed);
  });
  const posted = openConnections().post({ origin, path: '/', headers: {} }, {}, asking);
  await expect(posted).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
});

test('an encoding that nobody knows leaves the body as it is, whatever every object has of that name', async () => {
  const { origin } = await poolTo((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-encoding': '__proto__' });
    response.end('as it is');
  });
  const reply = await openConnections().post({ origin, path: '/', headers: {} }, {}, asking);
  expect(reply.body).toBe('as it is');
});
