/** Loads a judge of one's own from its file: `--judge ./my-judge.js`, or `.ts` where Node reads TypeScript. */

import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { Judge } from '../../judges/judge.ts';
import { type JudgeFunction, type OwnJudge, type Program, programJudge } from '../../judges/program.ts';
import { defaultScale, type Scale } from '../../records/scale.ts';
import { asFileError } from '../../store/files/file-error.ts';

/** Whether a judge of the command line is a file: a relative path with its dot, an absolute one, or a file URL. */
export function isJudgeFile(spec: string): boolean {
  return /^(?:\.{1,2}[\\/]|[\\/]|[A-Za-z]:[\\/]|file:)/.test(spec);
}

/**
 * The judge whose default export is a function, or an object with `decide` and, if it likes, `id`, `version` and `scale`.
 * Its judgments are stale once the file has changed; its id carries the version, so that another version is another judge.
 */
export async function loadJudge(spec: string, limits: Pick<Program, 'timeoutMs'>): Promise<Judge> {
  const file = spec.startsWith('file:') ? fileURLToPath(spec) : resolve(spec);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw asFileError(error, `cannot read the judge ${spec} (--judge)`);
  });
  checkLanguage(spec);
  const loaded: { default?: unknown } = await import(pathToFileURL(file).href).catch((error: unknown) => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UserError(`cannot load the judge ${spec} (--judge): ${reason}`);
  });
  return ownJudge(loaded.default, { name: spec, source: text, ...limits });
}

/** A judge that an API call was given: stale once its text has changed. */
export function judgeOfFunction(given: JudgeFunction | OwnJudge, limits: Pick<Program, 'timeoutMs'>): Judge {
  const { decide, name = 'judge' } =
    typeof given === 'function'
      ? { decide: given, name: given.name || 'judge' }
      : { ...given, name: given.id };
  return ownJudge(given, { name, source: String(decide), ...limits });
}

function ownJudge(
  exported: unknown,
  { name, source, timeoutMs }: { name: string; source: string } & Pick<Program, 'timeoutMs'>,
): Judge {
  const { id, version, scale, decide } = readExport(exported, name);
  return programJudge({
    id: version === undefined ? id : `${id}@${version}`,
    name,
    hash: contentHash([source, version]),
    scale,
    decide,
    timeoutMs,
  });
}

interface ReadJudge extends Pick<Program, 'id' | 'scale' | 'decide'> {
  version: string | undefined;
}

function readExport(exported: unknown, spec: string): ReadJudge {
  const fail = (problem: string): never => {
    throw new UserError(`cannot use the judge ${spec} (--judge): ${problem}`);
  };
  const stem = basename(spec, extname(spec));
  if (isFunction(exported)) return { id: stem, version: undefined, scale: defaultScale, decide: exported };
  if (typeof exported !== 'object' || exported === null) {
    return fail('its default export must be a function, or an object with decide(match)');
  }
  const { id = stem, version, scale, decide }: Readonly<Record<string, unknown>> = { ...exported };
  const method = decide ?? ('decide' in exported ? exported.decide : undefined);
  if (!isFunction(method)) return fail('its default export has no function decide(match)');
  if (typeof id !== 'string' || id === '') return fail('its id must be a text');
  if (version !== undefined && typeof version !== 'string' && typeof version !== 'number') {
    return fail('its version must be a text or a number');
  }
  return {
    id,
    version: version === undefined ? undefined : String(version),
    scale: readScale(scale, fail),
    // Called on its object: it may be a method.
    decide: (match) => method.call(exported, match),
  };
}

/** From 0 up: −1 stands for an unparsed reply on disk. */
function readScale(scale: unknown, fail: (problem: string) => never): Scale {
  if (scale === undefined) return defaultScale;
  const [low = -1, high = -1] = z.tuple([z.number(), z.number()]).safeParse(scale).data ?? [];
  return low >= 0 && low < high ? [low, high] : fail('its scale must be [low, high] with 0 ≤ low < high');
}

/** Node strips types by itself from 22.18 on. */
function checkLanguage(spec: string): void {
  if (!/\.[cm]?tsx?$/.test(spec) || Reflect.get(process.features, 'typescript')) return;
  throw new UserError(
    `cannot load the judge ${spec} (--judge): Node ${process.versions.node} reads no TypeScript; use Node 22.18 or later, or compile it to JavaScript and give the .js file`,
  );
}

function isFunction(value: unknown): value is (...values: unknown[]) => unknown {
  return typeof value === 'function';
}
