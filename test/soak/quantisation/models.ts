/** A GGUF file, a coarser quantisation of it, and llama.cpp's server for either, on loopback. */

import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort, startChild } from '../services/child.ts';
import type { QuantisationSettings } from './settings.ts';

const slots = 4;
/** For each slot: the five shots of GSM8K, a question and a reply have about 1,300 tokens. */
const context = 2048;

/** Quantises the model once more and returns the new file; one that is there already is left as it is. */
export function quantise({ model, llamaCpp, type, folder }: QuantisationSettings): string {
  const file = join(folder, `${type}.gguf`);
  if (!existsSync(file)) {
    const unfinished = `${file}.unfinished`;
    const args = ['--allow-requantize', model, unfinished, type, '1'];
    execFileSync(join(llamaCpp, 'llama-quantize'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
    renameSync(unfinished, file);
  }
  return file;
}

/** Starts a server of one thread for the test that runs now; resolves to its address, with `/v1`. */
export async function serve(file: string, { llamaCpp }: QuantisationSettings): Promise<string> {
  const port = await freePort();
  const sizes = ['-c', String(context * slots), '--parallel', String(slots), '-t', '1', '-tb', '1'];
  const where = ['--host', '127.0.0.1', '--port', String(port)];
  const command = [join(llamaCpp, 'llama-server'), '-m', file, ...where, ...sizes, '--log-disable'];
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const child = await startChild(command, { isReady });
  onTestFinished(child.end);
  return `http://127.0.0.1:${port}/v1`;
}
