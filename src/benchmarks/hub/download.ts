/** Downloads one file to a place on disk, and goes on where an earlier try was cut off. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { withRetry } from '../../client/retry.ts';
import { type ProviderError, UserError } from '../../errors.ts';
import { toProviderError } from '../../providers/errors.ts';
import { asFileError } from '../../store/files/file-error.ts';
import { lockFile } from '../../store/jsonl/lock.ts';

export interface DownloadSettings {
  /** What asks: it knows of proxies. It must follow redirects, and drop `authorization` where they lead elsewhere. */
  fetch: typeof globalThis.fetch;
  /** Milliseconds without a byte after which a try counts as failed. */
  timeoutMs: number;
  maxRetries: number;
  signal: AbortSignal;
  /** Called before each further try. */
  onRetry: (error: ProviderError) => void;
  /** Called as bytes come; `total` is undefined where the server does not tell. */
  onBytes: (done: number, total: number | undefined) => void;
  /** First wait between two tries, in milliseconds. */
  minTimeoutMs?: number;
}

interface Request {
  url: URL;
  token?: { value: string | undefined; variable: string };
}

/** Bytes of the largest file that is taken. */
const mostBytes = 1 << 29;

/**
 * Writes the file whole or not at all. What has come of it before a failure stays next to it as `.part`, with the
 * server's name of the version (its strong ETag), and a later try or run asks for the rest of that very version.
 * Rejects with a ProviderError, or with a UserError where the address or the disk is at fault.
 */
export async function download(request: Request, file: string, settings: DownloadSettings): Promise<void> {
  const { url } = request;
  if (url.username !== '' || url.password !== '') {
    throw new UserError(`cannot fetch from ${url.host}: its address holds a user name or password`);
  }
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw asFileError(error, `cannot make the folder ${dirname(file)}`);
  });
  // Two imports at once would write one part.
  const lock = await lockFile(file);
  try {
    await withRetry(attempts(request, file, settings), settings);
    await rename(partOf(file), file).catch(rethrow(file));
    await rm(versionOf(file), { force: true });
  } finally {
    await lock.release();
  }
}

/** One try; it begins no sooner than the server wants after the one before. */
function attempts(request: Request, file: string, settings: DownloadSettings): () => Promise<void> {
  const context = contextOf(request);
  let notBefore = 0;
  return async () => {
    const wait = notBefore - Date.now();
    if (wait > 0) await sleep(wait, settings.signal);
    try {
      await fetchRest(request, file, settings);
    } catch (error) {
      if (error instanceof UserError) throw error;
      const failure = toProviderError(error, context);
      notBefore = Date.now() + (failure.retryAfterMs ?? 0);
      throw failure;
    }
  };
}

/** Rejects with the reason of the signal, as all that is stopped by it. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeoutPromise(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** SHA-256 of a file as hexadecimal digits. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    throw asFileError(error, `cannot read ${file}`);
  }
  return hash.digest('hex');
}

/** An address as it may be printed: without a query, which may hold a token. */
export function shownUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}

const partOf = (file: string): string => `${file}.part`;
const versionOf = (file: string): string => `${file}.part.etag`;

function contextOf({ url, token }: Request) {
  const { variable, value } = token ?? {};
  return {
    target: shownUrl(url),
    ...(value === undefined ? { missingKey: variable } : { keyEnv: variable }),
    now: Date.now,
  };
}

async function fetchRest({ url, token }: Request, file: string, settings: DownloadSettings): Promise<void> {
  const idle = idleTimer(settings);
  try {
    const known = await knownPart(file);
    const response = await settings.fetch(url, {
      headers: {
        ...(token?.value === undefined ? {} : { authorization: `Bearer ${token.value}` }),
        ...(known ? { range: `bytes=${known.size}-`, 'if-range': known.etag } : {}),
        // A packed body has other bytes, and no ranges.
        'accept-encoding': 'identity',
      },
      signal: idle.signal,
    });
    const from = await startOf(response, known?.size, file);
    await append(response, { file, from, idle, settings });
  } finally {
    idle.stop();
  }
}

/** What an earlier try has left of a version that the server can name. */
async function knownPart(file: string): Promise<{ size: number; etag: string } | undefined> {
  try {
    const [{ size }, etag] = await Promise.all([stat(partOf(file)), readFile(versionOf(file), 'utf8')]);
    return size > 0 && etag !== '' ? { size, etag } : undefined;
  } catch {
    return undefined;
  }
}

/** Where the body begins in the file. What is thrown for a status is what `toProviderError` reads. */
async function startOf(response: Response, had: number | undefined, file: string): Promise<number> {
  const [, first] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status === 206 && had !== undefined && Number(first) === had) return had;
  if (response.ok && response.status !== 206) return 0;
  const text = await response.text().catch(() => '');
  // The part is of no use: it is longer than the file, or the server sends another piece of it.
  if (response.status === 416 || response.status === 206) {
    await rm(partOf(file), { force: true });
    throw { status: 503, message: 'the rest of the file cannot be had; it is asked for anew' };
  }
  throw { status: response.status, message: text.slice(0, 4000), headers: response.headers };
}

interface Appending {
  file: string;
  from: number;
  idle: IdleTimer;
  settings: DownloadSettings;
}

async function append(response: Response, { file, from, idle, settings }: Appending): Promise<void> {
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : from + Number(length);
  const etag = response.headers.get('etag') ?? '';
  await writeFile(versionOf(file), etag.startsWith('"') ? etag : '').catch(rethrow(file));
  const handle = await open(partOf(file), from > 0 ? 'a' : 'w').catch(rethrow(file));
  let done = from;
  try {
    for await (const chunk of response.body ?? []) {
      idle.touch();
      await handle.writeFile(chunk).catch(rethrow(file));
      done += chunk.length;
      settings.onBytes(done, total);
      if (done > mostBytes)
        throw new UserError(`cannot use ${response.url}: it has more than ${mostBytes} bytes`);
    }
    await handle.sync().catch(rethrow(file));
  } finally {
    await handle.close();
  }
  if (total !== undefined && done !== total) {
    throw new Error(`the body ended after ${done} of ${total} bytes`);
  }
}

function rethrow(file: string): (error: unknown) => never {
  return (error) => {
    throw asFileError(error, `cannot write ${partOf(file)}`);
  };
}

interface IdleTimer {
  signal: AbortSignal;
  touch: () => void;
  stop: () => void;
}

/** Aborts where nothing has come for long, and with the run. */
function idleTimer({ timeoutMs, signal }: DownloadSettings): IdleTimer {
  const silence = new AbortController();
  const abort = () => silence.abort(new DOMException('nothing came', 'TimeoutError'));
  let timer = setTimeout(abort, timeoutMs);
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    touch: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, timeoutMs);
    },
    stop: () => clearTimeout(timer),
  };
}
