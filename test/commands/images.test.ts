/** Questions with images: what goes to both APIs, what judges see, what makes answers stale, and what is refused. */

import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir } from '../support/cli.ts';
import { linesOf, openScene } from '../support/scene.ts';

/** A PNG of one pixel, and another one. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==';
const other =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==';

const shows = { type: 'image', file: 'images/a.png' };
const text = { type: 'text', text: 'What is shown?' };
const question = { question_id: 1, category: 'vision', turns: [[text, shows], 'And its colour?'] };

async function openImages(questions: readonly unknown[] = [question]) {
  const scene = await openScene({ questions });
  await scene.data.write('questions/images/a.png', Buffer.from(png, 'base64'));
  return scene;
}

const address = `data:image/png;base64,${png}`;

test('an image goes to OpenAI’s API with its turn, and stays in the conversation', async () => {
  const { answers, server } = await openImages();
  expect(await answers([])).toMatchObject({ code: 0 });
  const [first, second] = server.requests.map(({ body }) => body.messages);
  const turn = {
    role: 'user',
    content: [
      { type: 'image_url', image_url: { url: address } },
      { type: 'text', text: 'What is shown?\n[image 1]' },
    ],
  };
  expect(first).toEqual([turn]);
  expect(second[0]).toEqual(turn);
  expect(second.at(-1)).toEqual({ role: 'user', content: 'And its colour?' });
});

test('the same to Anthropic’s API, from a data URL', async () => {
  const inline = { ...question, turns: [[{ type: 'image', url: address }, text]] };
  const { answers, server } = await openImages([inline]);
  expect(await answers(['--model', 'anthropic/c'])).toMatchObject({ code: 0 });
  const asked = server.requests.find(({ api }) => api === 'anthropic');
  expect(asked?.body.messages).toEqual([
    {
      role: 'user',
      content: [
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
        { type: 'text', text: '[image 1]\nWhat is shown?' },
      ],
    },
  ]);
});

test('a judge sees the images of the turns up to the judged one', async () => {
  const { answers, judge, server } = await openImages();
  await answers(['--quiet']);
  expect(await judge([])).toMatchObject({ code: 0 });
  const judged = server.requests.filter(({ model }) => model === 'j');
  expect(judged).toHaveLength(2);
  for (const { body, prompt } of judged) {
    expect(body.messages.at(-1).content[0]).toEqual({ type: 'image_url', image_url: { url: address } });
    expect(prompt).toContain('[image 1]');
  }
});

test('another image in the file makes answers and judgments stale; nothing else does', async () => {
  const { answers, judge, data } = await openImages();
  await answers(['--quiet']);
  await judge(['--quiet']);
  expect((await answers([])).stderr).toContain('0 answers written, 1 kept');
  await data.write('questions/images/a.png', Buffer.from(other, 'base64'));
  expect((await answers([])).stderr).toContain('1 answer written');
  expect((await judge([])).stderr).toContain('2 judgments written');
});

test('a batch carries the image to the service’s file', async () => {
  const { answers, data } = await openImages();
  const folder = join(data.path, 'requests');
  expect(await answers(['--batch', 'file', folder])).toMatchObject({ code: 0 });
  const [line] = await data.records('requests/requests-m-wave1-1.jsonl');
  expect(line.body.messages[0].content[0]).toEqual({ type: 'image_url', image_url: { url: address } });
});

test('a model of texts alone is refused before the first call, as a judge too', async () => {
  const { answers, judge, data, server } = await openImages();
  await data.write('models.yaml', 'models:\n  blind: { endpoint: openai, model: m, images: false }\n');
  const told = async (run: Promise<{ code: number | null; stderr: string }>) => {
    const { code, stderr } = await run;
    return [code, linesOf(stderr)];
  };
  expect(await told(answers(['--model', 'blind']))).toEqual([
    2,
    [
      'gen-answers: question 1 has an image, and openai/m takes texts alone (images: false in models.yaml): leave out one of them',
    ],
  ]);
  expect((await answers(['--model', 'offline/echo'])).stderr).toContain('takes texts alone (a demo)');
  expect(server.requests).toEqual([]);
  await answers(['--quiet']);
  const before = server.requests.length;
  expect((await judge(['--judge', 'blind'])).stderr).toContain('openai/m takes texts alone');
  expect(server.requests).toHaveLength(before);
});

test('files outside the data directory, links that lead there, what is no image and what is too large are refused', async () => {
  const scene = await openImages();
  const elsewhere = makeDataDir();
  onTestFinished(elsewhere.remove);
  const secret = await elsewhere.write('secret.png', Buffer.from(png, 'base64'));
  await symlink(secret, join(scene.data.path, 'questions/images/link.png'));
  await scene.data.write('questions/images/text.png', 'no image at all');
  const large = Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(5 * 2 ** 20)]);
  await writeFile(join(scene.data.path, 'questions/images/large.png'), large);
  const told = async (part: object) => {
    await scene.data.write('questions/small.jsonl', [
      { ...question, turns: [[text, { type: 'image', ...part }]] },
    ]);
    const { code, stderr } = await scene.answers([]);
    expect([code, linesOf(stderr).length]).toEqual([2, 1]);
    return stderr.slice(stderr.indexOf('small.jsonl'), -1);
  };
  expect(await told({ file: secret })).toMatch(
    /^small\.jsonl:1: the image .* lies outside the data directory$/,
  );
  expect(await told({ file: '../../../../etc/hostname' })).toMatch(
    /lies outside the data directory$|there is no image/,
  );
  expect(await told({ file: 'images/link.png' })).toMatch(/lies outside the data directory$/);
  expect(await told({ file: 'images/none.png' })).toMatch(/there is no image images\/none\.png$/);
  expect(await told({ file: 'images/text.png' })).toMatch(/an image is none of PNG, JPEG, GIF and WebP$/);
  expect(await told({ file: 'images/large.png' })).toMatch(/has more than 5 MB$/);
  expect(await told({ url: 'data:text/html;base64,AAAA' })).toMatch(/no data URL of an image in base64$/);
  expect(scene.server.requests).toEqual([]);
});
