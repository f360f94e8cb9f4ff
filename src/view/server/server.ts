/** The viewer's server: a handful of routes, none of which names a file. */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readJsonBody } from './body.ts';
import type { EventHub } from './events.ts';
import { equal, type Listener, rejectionOf, voteRejectionOf } from './guard.ts';
import { Refused } from './refused.ts';
import { errorReply, type Reply, send } from './respond.ts';
import { type ShellParts, shell } from './shell.ts';

/** What is shown where; each may throw a `Refused`. */
export interface SiteRoutes {
  /** Paths of pages, which are all the same file. */
  pages: readonly string[];
  gets: Readonly<Record<string, (query: URLSearchParams) => Reply | Promise<Reply>>>;
  posts: Readonly<Record<string, (body: unknown) => Promise<Reply>>>;
}

export interface ServerOptions {
  routes: SiteRoutes;
  events: EventHub;
  page: Omit<ShellParts, 'pageToken'>;
  /** Known once the port is. */
  listener: () => Listener;
  /** Called with bugs and their stack. */
  onBug: (error: unknown) => void;
}

interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

type Route = (asked: Asked) => Reply | Promise<Reply>;

/** A server that is not listening yet. */
export function makeServer(options: ServerOptions): Server {
  const pageToken = randomBytes(18).toString('base64url');
  const gets = getRoutes(options, pageToken);
  const server = createServer({ maxHeaderSize: 16 * 1024 }, (request, response) => {
    answer(request, response, { ...options, gets, pageToken }).catch((error: unknown) => {
      options.onBug(error);
      if (response.headersSent) response.destroy();
      else void send(request, response, errorReply(500, 'the viewer has failed; its terminal says how'));
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
  server.maxConnections = 256;
  return server;
}

function getRoutes({ routes, page: parts }: ServerOptions, pageToken: string): ReadonlyMap<string, Route> {
  const page = (): Reply => ({ type: 'html', body: shell({ ...parts, pageToken }) });
  return new Map<string, Route>([
    ...routes.pages.map((path) => [path, page] as const),
    ...Object.entries(routes.gets).map(([path, show]): [string, Route] => [
      path,
      ({ url }) => show(url.searchParams),
    ]),
    // Browsers ask for it by themselves.
    ['/favicon.ico', () => ({ status: 204, type: 'text', body: '' })],
  ]);
}

interface Answering extends ServerOptions {
  gets: ReadonlyMap<string, Route>;
  pageToken: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, to: Answering): Promise<void> {
  const listener = to.listener();
  const url = parseUrl(request.url);
  if (url && (await letIn({ request, response, url }, listener))) return;
  const refused = rejectionOf(request.headers, listener);
  if (refused) return send(request, response, errorReply(refused.status, refused.reason));
  if (!url) return send(request, response, errorReply(404, 'there is no such page'));
  const { method } = request;
  if (method === 'GET' && url.pathname === '/events') return listen(request, response, to.events);
  const isGet = method === 'GET' || method === 'HEAD';
  const route = isGet
    ? to.gets.get(url.pathname)
    : method === 'POST'
      ? postRoute(url, listener, to)
      : undefined;
  const known = to.gets.has(url.pathname) || url.pathname === '/events' || isPost(url, to.routes);
  const missing = known
    ? errorReply(405, 'that cannot be done here')
    : errorReply(404, 'there is no such page');
  const reply = route ? await replyOf(route, { request, response, url }) : missing;
  // What a refused request still brings is not read.
  const closing = request.complete ? {} : { Connection: 'close' };
  await send(request, response, { ...reply, headers: { ...reply.headers, ...closing } });
}

async function replyOf(route: Route, asked: Asked): Promise<Reply> {
  try {
    return await route(asked);
  } catch (error) {
    if (error instanceof Refused) return errorReply(error.status, error.message);
    throw error;
  }
}

function isPost({ pathname }: URL, { posts }: SiteRoutes): boolean {
  return Object.hasOwn(posts, pathname);
}

function postRoute(url: URL, listener: Listener, { routes, pageToken }: Answering): Route | undefined {
  const take = isPost(url, routes) ? routes.posts[url.pathname] : undefined;
  if (!take) return undefined;
  return async ({ request }) => {
    const refused = voteRejectionOf(request.headers, listener, pageToken);
    if (refused) return errorReply(refused.status, refused.reason);
    const body = await readJsonBody(request);
    if (body === undefined) return errorReply(400, 'what was sent is not JSON of at most 64 KB');
    return take(body);
  };
}

function listen(
  request: IncomingMessage,
  response: ServerResponse,
  events: EventHub,
): Promise<void> | undefined {
  if (events.add(response)) return undefined;
  return send(request, response, errorReply(503, 'too many pages are open'));
}

/** The token in the address, once: it goes into a cookie and out of the address. True where that was the answer. */
async function letIn({ request, response, url }: Asked, listener: Listener): Promise<boolean> {
  const given = url.searchParams.get('token');
  if (listener.token === undefined || given === null || request.method !== 'GET') return false;
  if (!listener.hosts.has((request.headers.host ?? '').toLowerCase()) || !equal(given, listener.token))
    return false;
  url.searchParams.delete('token');
  const cookie = `${listener.cookie}=${encodeURIComponent(given)}; Path=/; HttpOnly; SameSite=Strict`;
  const headers = { 'Set-Cookie': cookie, Location: `${url.pathname}${url.search}` };
  await send(request, response, { status: 303, type: 'text', body: '', headers });
  return true;
}

/** Undefined for anything but a path of this address. */
function parseUrl(url: string | undefined): URL | undefined {
  if (url === undefined || !url.startsWith('/') || url.startsWith('//')) return undefined;
  try {
    return new URL(url, 'http://viewer.invalid');
  } catch {
    return undefined;
  }
}
