/** Reads a log of Inspect: a zip with `header.json` and one `samples/<id>_epoch_<n>.json` a sample, or one JSON file with all of it. */

import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { fileText, parseJson } from '../../data/read.ts';
import { isObject, type Row, refuse } from '../../data/row.ts';
import { openArchive } from './zip.ts';

const headerSchema = z.looseObject({
  version: z.number(),
  status: z.string().default('started'),
  eval: z.looseObject({
    task: z.string().min(1),
    model: z.string().min(1),
    created: z.string(),
    packages: z.looseObject({ inspect_ai: z.string().default('unknown') }).default({ inspect_ai: 'unknown' }),
  }),
  plan: z.looseObject({ steps: z.array(z.looseObject({ solver: z.string() })).default([]) }).optional(),
});

const choiceSchema = z.looseObject({ message: z.looseObject({ content: z.unknown().optional() }) });

/** What is read of a sample, as release 0.3.285 writes it. */
const sampleSchema = z.looseObject({
  id: z.union([z.int(), z.string().min(1)]),
  epoch: z.int().positive().default(1),
  input: z.unknown().optional(),
  choices: z.array(z.string()).nullish(),
  target: z.union([z.string(), z.array(z.string())]),
  metadata: z.unknown().optional(),
  output: z
    .looseObject({ completion: z.string().nullish(), choices: z.array(choiceSchema).default([]) })
    .nullish(),
  scores: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).nullish(),
  error: z.unknown().optional(),
});

export type InspectHeader = z.infer<typeof headerSchema>;
export type InspectSample = z.infer<typeof sampleSchema>;

export interface InspectLog {
  header: InspectHeader;
  /** One at a time: a log may be larger than memory. */
  samples: AsyncIterable<{ row: Row; sample: InspectSample }>;
}

/** Gives the log to `use`, and closes it after that. */
export async function withLog(file: string, use: (log: InspectLog) => Promise<void>): Promise<void> {
  if (!/\.eval$/i.test(file)) {
    const at = { file, place: '' };
    const whole = parseJson(at, await fileText(file));
    const samples = isObject(whole) && Array.isArray(whole.samples) ? whole.samples : [];
    const each = samples.map((value: unknown, index) => sampleOf(file, ` sample ${index + 1}`, value));
    return use({ header: headerOf(file, whole), samples: inOrder(each) });
  }
  const archive = await openArchive(file);
  try {
    const head = archive.names.includes('header.json') ? 'header.json' : '_journal/start.json';
    const header = headerOf(file, parseJson({ file, place: ` ${head}` }, await archive.text(head)));
    const names = archive.names.filter((name) => /^samples\/.+\.json$/.test(name)).sort(byName);
    const samples = inOrder(names, async (name) =>
      sampleOf(file, ` ${name}`, parseJson({ file, place: ` ${name}` }, await archive.text(name))),
    );
    await use({ header, samples });
  } finally {
    archive.close();
  }
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

async function* inOrder<Item, Made = Item>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made> = async (item) => item as unknown as Made,
): AsyncGenerator<Made> {
  for (const item of items) yield await make(item);
}

function headerOf(file: string, value: unknown): InspectHeader {
  const parsed = headerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `cannot import ${file}: it is no log of Inspect (${issue?.path.join('.')}: ${issue?.message})`,
  );
}

function sampleOf(file: string, place: string, value: unknown): { row: Row; sample: InspectSample } {
  const fields = isObject(value) ? withAttachments(value) : {};
  const row = { file, place, fields };
  const parsed = sampleSchema.safeParse(fields);
  if (parsed.success) return { row, sample: parsed.data };
  const [issue] = parsed.error.issues;
  return refuse(row, `it is no sample of Inspect (${issue?.path.join('.')}: ${issue?.message})`);
}

/** Long texts stand in `attachments`, and `attachment://<hash>` in their places. */
function withAttachments({
  attachments,
  events,
  events_data,
  store,
  ...sample
}: Row['fields']): Row['fields'] {
  if (!isObject(attachments) || Object.keys(attachments).length === 0) return sample;
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each)]));
    const [, hash = ''] = typeof value === 'string' ? (/^attachment:\/\/(\w+)$/.exec(value) ?? []) : [];
    return Object.hasOwn(attachments, hash) ? attachments[hash] : value;
  };
  return filled(sample) as Row['fields'];
}
