/** The README of `examples/quantisation`, walked in a shell: servers on loopback in place of llama.cpp and of the judge. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { openShell, readExample } from '../support/examples.ts';
import { type Asked, startLoopback } from '../support/loopback.ts';

const npx = `#!/bin/sh\nname=$1; shift\nexec "${process.execPath}" "${join(repository, 'dist', 'bin')}/$name.js" "$@"\n`;

/** The Q4 stops short of the number in every fourth answer; the judge gives fewer points to a short answer. */
function reply({ model, prompt }: Asked, isQ4: boolean): string {
  if (model.startsWith('gpt-'))
    return prompt.includes('broken') ? 'Short. Rating: [[3]]' : 'Fine. Rating: [[7]]';
  const [, number = ''] = [...prompt.matchAll(/(\d+) apples/g)].at(-1) ?? [];
  if (number === '') return isQ4 ? 'broken' : 'An answer of several words.';
  return isQ4 && Number(number) % 4 === 0 ? 'broken' : `There are ${number}.\n#### ${number}`;
}

test('the commands of the README run in their order, and compare finds what was broken', async () => {
  const servers: { port: number; url: string }[] = [];
  for (const port of [8080, 8081, 8082]) {
    const server = await startLoopback({ reply: (asked) => reply(asked, port === 8082) });
    onTestFinished(server.close);
    servers.push({ port, url: server.url });
  }
  const { folder, bash } = await openShell({ npx });
  const moved = (text: string) =>
    servers.reduce((now, { port, url }) => now.replaceAll(`http://127.0.0.1:${port}/v1`, `${url}/v1`), text);
  await writeFile(join(folder, 'models.yaml'), moved(await readExample('quantisation/models.yaml')));
  await mkdir(join(folder, 'data'));
  for (const [file, count] of [
    ['test', 40],
    ['train', 8],
  ] as const) {
    const rows = Array.from({ length: count }, (_, at) =>
      JSON.stringify({ question: `How many are ${at} apples?`, answer: `They are ${at}.\n#### ${at}` }),
    );
    await writeFile(join(folder, 'data', `${file}.jsonl`), rows.join('\n'));
  }
  const [, walk = ''] = [...(await readExample('quantisation/README.md')).matchAll(/```sh\n(.*?)```/gs)].map(
    ([, block = '']) => block,
  );
  const commands = walk
    .replace('import gsm8k', 'import gsm8k --from data')
    .replace('openai/gpt-4.1', `openai/gpt-4.1 --base-url ${servers[0]?.url}/v1`);
  const { code, stdout, stderr } = await bash(commands, { OPENAI_API_KEY: 'sk-test' });
  expect({ code, stderr: code === 1 ? '' : stderr }).toEqual({ code: 1, stderr: '' });
  expect(stderr).toMatch(/gate missed: llama-q4 is worse than the base on gsm8k, mt80/);
  // The largest first, as models.yaml has their sizes.
  expect(stdout).toMatch(/^llama-q8 +8\.5 GB +.*\nllama-q4 +4\.9 GB +worse/m);
  expect(stdout).toMatch(/^gsm8k +number@1 +40 +100\.0 % +75\.0 % .* 10, 0 +75\.0 %$/m);
});
