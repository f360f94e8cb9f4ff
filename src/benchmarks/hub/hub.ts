/** The files of a data set from the hub, kept in the data directory's cache, each checked against its SHA-256. */

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderError, UserError } from '../../errors.ts';
import type { PublishedFile } from '../benchmark.ts';
import { type DownloadSettings, download, sha256Of, shownUrl } from './download.ts';

/** The public hub; `HF_ENDPOINT` names a mirror. */
export const publicHub = 'https://huggingface.co';

export interface HubSettings extends Omit<DownloadSettings, 'onBytes'> {
  /** Address of the hub or of a mirror. */
  endpoint: URL;
  token: string | undefined;
  /** Where files are kept: `<folder>/<data set>/<revision>/<path>`. */
  folder: string;
  /** Called as the bytes of a file come. */
  onBytes: (path: string, done: number, total: number | undefined) => void;
  say: (line: string) => void;
}

export interface DataSet {
  dataset: string;
  revision: string;
}

export interface HubFile {
  path: string;
  file: string;
  sha256: string;
}

/**
 * Brings a file, or takes it from the cache. `sha256` is what it must have; undefined where none is known. A file with
 * another sum is a UserError, and does not stay.
 */
export async function fetchHubFile(
  of: DataSet,
  { path, sha256 }: PublishedFile,
  settings: HubSettings,
): Promise<HubFile> {
  const { url, file, ours } = placeOf(of, path, settings);
  const cached = existsSync(file) ? await sha256Of(file) : undefined;
  if (cached !== undefined && (sha256 === undefined || cached === sha256))
    return { path, file, sha256: cached };
  if (cached !== undefined) {
    settings.say(`${file} is not the file of the revision any more: downloading it again`);
  }
  const token = ours ? { value: settings.token, variable: 'HF_TOKEN' } : undefined;
  await download({ url, ...(token ? { token } : {}) }, file, {
    ...settings,
    onBytes: (done, total) => settings.onBytes(path, done, total),
  }).catch((error: unknown) => {
    throw explained(error, { url, ours });
  });
  const found = await sha256Of(file);
  if (sha256 === undefined || found === sha256) return { path, file, sha256: found };
  await rm(file, { force: true });
  throw new UserError(
    `cannot use ${shownUrl(url)}: it is not the file of the revision (SHA-256 ${found}, expected ${sha256})`,
  );
}

/** A file of the data set, or one with an address of its own: that gets no token. */
function placeOf({ dataset, revision }: DataSet, path: string, { endpoint, folder }: HubSettings) {
  if (URL.canParse(path)) {
    const url = new URL(path);
    return { url, file: join(folder, url.host.replaceAll(':', '_'), ...segments(url.pathname)), ours: false };
  }
  const url = new URL(endpoint);
  const base = endpoint.pathname.replace(/\/+$/, '');
  url.pathname = `${base}/datasets/${dataset}/resolve/${revision}/${path}`;
  return { url, file: join(folder, ...segments(`${dataset}/${revision}/${path}`)), ours: true };
}

/** Names of folders and of the file, none of which leads out of the folder. */
function segments(path: string): string[] {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.' && name !== '..')
    .map((name) => name.replace(/[^\w.-]/g, '_'));
}

/** A service's error with what can be done about it. */
function explained(error: unknown, { url, ours }: { url: URL; ours: boolean }): unknown {
  if (!(error instanceof ProviderError) || error.kind === 'cancelled') return error;
  const gated = ours && (error.kind === 'auth' || error.kind === 'forbidden');
  const what = gated
    ? "accept the data set's terms on its page and set HF_TOKEN"
    : 'try again later: what has come is kept';
  const byHand = `or download ${url.pathname.split('/').at(-1)} by hand and give it with --from`;
  return new ProviderError(error.kind, `cannot import: ${error.message}; ${what}, ${byHand}`, {
    retryable: false,
    cause: error,
  });
}
