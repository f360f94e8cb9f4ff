/** Questions on a terminal, one line each, with what an empty answer stands for. */

import { createInterface } from 'node:readline/promises';
import { ProviderError } from '../../errors.ts';

export interface Question {
  text: string;
  /** What an empty answer is. */
  preset: string;
}

/** Asks one question at a time; Ctrl+C and the end of the input end the command as interrupted. */
export function askOn(streams: {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}): (question: Question) => Promise<string> {
  return async ({ text, preset }) => {
    const lines = createInterface(streams);
    const ended = new Promise<never>((_, reject) => {
      lines.once('close', () =>
        reject(new ProviderError('cancelled', 'stopped: nothing was written', { retryable: false })),
      );
    });
    try {
      const answer = await Promise.race([lines.question(`${text} [${preset}]: `), ended]);
      return answer.trim() || preset;
    } finally {
      // It must not report as an error that it is closed here.
      ended.catch(() => undefined);
      lines.close();
    }
  };
}
