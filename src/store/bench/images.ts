/** Images of a question: read from files next to the bench or from the record, checked, and put beside the texts. */

import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { ContentPart, Image, Question, questionFileSchema } from '../../records/question.ts';
import { readBounded } from '../files/read-bounded.ts';

/** What services take of one image (5 MB of bytes), and of a whole request. */
const mostBytes = 5 * 2 ** 20;
const mostImages = 20;

interface Place {
  file: string;
  number: number;
}

/**
 * The question with its turns as texts: an image leaves `[image 1]` in the text and stands in `turn_images`. A file outside
 * the data directory, one that is no image, or one that is too large is a UserError that names file and line of the bench.
 */
export async function withImages(
  record: z.infer<typeof questionFileSchema>,
  place: Place,
): Promise<Question> {
  const { turn_images: _, ...question } = record;
  if (record.turns.every((turn) => typeof turn === 'string')) return question as Question;
  const fail = (problem: string): never => {
    throw new UserError(`cannot read ${place.file}:${place.number}: ${problem}`);
  };
  let count = 0;
  const turns: string[] = [];
  const images: Image[][] = [];
  for (const turn of record.turns) {
    const own: Image[] = [];
    const texts: string[] = [];
    for (const part of typeof turn === 'string' ? [{ type: 'text' as const, text: turn }] : turn) {
      if (part.type === 'text') texts.push(part.text);
      else {
        count += 1;
        if (count > mostImages) fail(`more than ${mostImages} images`);
        own.push(imageOf(await bytesOf(part, place, fail), fail));
        texts.push(`[image ${count}]`);
      }
    }
    turns.push(texts.join('\n'));
    images.push(own);
  }
  return { ...question, turns, turn_images: images };
}

type Fail = (problem: string) => never;

async function bytesOf(
  part: Exclude<ContentPart, { type: 'text' }>,
  { file }: Place,
  fail: Fail,
): Promise<Buffer> {
  if ('url' in part) {
    const [, base64] = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/]+={0,2})$/.exec(part.url) ?? [];
    if (base64 === undefined) return fail('an image is no data URL of an image in base64');
    if (base64.length > (mostBytes / 3) * 4 + 4) fail(`an image of more than ${mostBytes / 2 ** 20} MB`);
    return Buffer.from(base64, 'base64');
  }
  const named = resolve(dirname(file), part.file);
  const root = await realpath(dirname(dirname(resolve(file))));
  const real = await realpath(named).catch(() => fail(`there is no image ${part.file}`));
  const inside = relative(root, real);
  if (inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || resolve(inside) === inside) {
    return fail(`the image ${part.file} lies outside the data directory`);
  }
  return readBounded(real, mostBytes, () =>
    fail(`the image ${part.file} has more than ${mostBytes / 2 ** 20} MB`),
  );
}

/** By its first bytes: a name says nothing. */
function imageOf(bytes: Buffer, fail: Fail): Image {
  const mediaType = kinds.find(({ starts, from8 = '' }) => {
    const end = bytes.toString('latin1', 8, 8 + from8.length);
    return bytes.subarray(0, starts.length).equals(Buffer.from(starts)) && end === from8;
  })?.mediaType;
  if (mediaType === undefined) return fail('an image is none of PNG, JPEG, GIF and WebP');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { mediaType, data: bytes.toString('base64'), hash };
}

/** The bytes that a file of each kind starts with, and the letters from its ninth byte on. */
const kinds: readonly { mediaType: string; starts: readonly number[]; from8?: string }[] = [
  { mediaType: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/gif', starts: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: 'image/webp', starts: [0x52, 0x49, 0x46, 0x46], from8: 'WEBP' },
];
