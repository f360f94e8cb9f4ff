/** Fetches the official release of MT-Bench: pinned to one commit, and every file checked against its SHA-256. */

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withRetry } from '../../client/retry.ts';
import { ProviderError, UserError } from '../../errors.ts';
import { toProviderError } from '../../providers/errors.ts';
import { chooseProxy } from '../../providers/route/proxy.ts';
import { fetchFor } from '../hub/fetch.ts';

/** FastChat's `llm_judge/data` at the pinned commit. */
export const officialRelease =
  'https://raw.githubusercontent.com/lm-sys/FastChat/0e6d3e4beaab66f4d3f93db72541a4abab8af28d/fastchat/llm_judge/data';

const releaseFiles = [
  {
    path: 'mt_bench/question.jsonl',
    sha256: '119565adbab82227089cefdb44c8d7e2cf04dc0a0ec233634c82e7d4e2a944f7',
  },
  {
    path: 'judge_prompts.jsonl',
    sha256: 'fd283293406d024f44c174b094ef48031d0687a4682fd3a56b29b138f80281b6',
  },
  {
    path: 'mt_bench/reference_answer/gpt-4.jsonl',
    sha256: 'f957a5bc977badb66885ec970e6cd08527845780313f0995764260e5777b9b3f',
  },
] as const;

/** The files are some fifty thousand bytes each; whatever is larger is none of them. */
const mostBytes = 1 << 20;

const byHand =
  'download the folder fastchat/llm_judge/data of lm-sys/FastChat by hand and run: mt-judge import fastchat <folder>';

export interface FetchOptions {
  /** For each try of each file, body included. */
  timeoutMs: number;
  maxRetries: number;
  signal: AbortSignal;
  /** Called before each further try. */
  onRetry: (error: ProviderError) => void;
  /** Which proxy is to be used. */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Fetches the files from `base` (the release's own address, or a mirror's) into `folder`, laid out as in FastChat.
 * Nothing is written before all have come and all sums are right: a wrong sum is a UserError, an error on the way a
 * ProviderError, and both tell what else can be done.
 */
export async function fetchRelease(base: URL, folder: string, options: FetchOptions): Promise<void> {
  if (base.username !== '' || base.password !== '') {
    throw new UserError(
      `cannot fetch from ${base.host}: its address holds a user name or password; ${byHand}`,
    );
  }
  const fetching = { ...options, fetch: await fetchFor(base, options.env) };
  const fetched: { path: string; bytes: Buffer }[] = [];
  for (const { path, sha256 } of releaseFiles) {
    const url = below(base, path);
    const bytes = await fetchFile(url, fetching);
    checkSum(bytes, sha256, shown(url));
    fetched.push({ path, bytes });
  }
  for (const { path, bytes } of fetched) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

type Fetching = FetchOptions & { fetch: typeof globalThis.fetch };

async function fetchFile(url: URL, { timeoutMs, fetch, env, ...retrying }: Fetching): Promise<Buffer> {
  const attempt = async () => {
    try {
      const signal = AbortSignal.any([retrying.signal, AbortSignal.timeout(timeoutMs)]);
      return await readBounded(await fetch(url, { signal }));
    } catch (error) {
      if (error instanceof UserError) throw error;
      const { proxy } = chooseProxy(url.href, env);
      throw toProviderError(error, { target: shown(url), proxy, now: Date.now });
    }
  };
  try {
    return await withRetry(attempt, retrying);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error;
    throw new ProviderError(error.kind, `cannot import: ${error.message}; try again later, or ${byHand}`, {
      retryable: false,
      cause: error,
    });
  }
}

/** The body of a reply, up to the bound. What is thrown for a status is what `toProviderError` reads. */
async function readBounded(response: Response): Promise<Buffer> {
  if (!response.ok) {
    await response.body?.cancel();
    throw { status: response.status, message: response.statusText, headers: response.headers };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // What has come is enough to tell that the sum will be wrong.
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks);
}

function checkSum(bytes: Buffer, sha256: string, address: string): void {
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum === sha256) return;
  throw new UserError(
    `cannot use ${address}: it is not the file of the release (SHA-256 ${sum}, expected ${sha256}); ${byHand}`,
  );
}

/** The address of a file below `base`, with base's query if it has one. */
function below(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path}`;
  url.hash = '';
  return url;
}

/** An address as it may be printed: without a query, which may hold a token. */
function shown({ origin, pathname }: URL): string {
  return origin + pathname;
}
