/** The questions of `init`: one line each, with a preset. */

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askOn } from '../../../src/commands/init/ask.ts';

function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  output.setEncoding('utf8');
  return { input, output, ask: askOn({ input, output }) };
}

test('an answer is taken without the space around it, an empty one is the preset', async () => {
  const { input, output, ask } = terminal();
  const first = ask({ text: 'Endpoint', preset: 'openai' });
  input.write(' ollama \n');
  expect(await first).toBe('ollama');
  const second = ask({ text: 'Model', preset: 'llama3.2:3b' });
  input.write('\n');
  expect(await second).toBe('llama3.2:3b');
  expect(output.read()).toBe('Endpoint [openai]: Model [llama3.2:3b]: ');
});

test('the end of the input stops, and is no answer', async () => {
  const { input, ask } = terminal();
  const answer = ask({ text: 'Endpoint', preset: 'openai' });
  input.end();
  await expect(answer).rejects.toThrow('stopped: nothing was written');
});
