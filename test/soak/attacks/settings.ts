/** Files that are none, locks that are not ours, ids, parameters, records of other tools, and lists in one word. */

import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../../src/errors.ts';
import { refuseLists } from '../../../src/listed-values.ts';
import { answerSchema } from '../../../src/records/answer.ts';
import { modelsFileSchema } from '../../../src/records/models.ts';
import { questionSchema } from '../../../src/records/question.ts';
import { fileStem } from '../../../src/store/bench/paths.ts';
import { readYaml } from '../../../src/store/bench/yaml-file.ts';
import { lockFile } from '../../../src/store/jsonl/lock.ts';
import { readRecords } from '../../../src/store/jsonl/reader.ts';
import { type Attack, type AttackGroup, drawn, pairsOf } from './attack.ts';

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}

/** Puts something that is no file at a path. */
const places: Record<string, (path: string) => unknown> = {
  'a FIFO': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdir(path),
  'a link to itself': (path) => symlink(path, path),
  'a link to nothing': (path) => symlink(`${path}-nowhere`, path),
};
const readers: Record<string, (path: string) => Promise<unknown>> = {
  records: (path) => drain(readRecords(path, z.looseObject({}))),
  settings: (path) => readYaml(path, z.looseObject({ must: z.string() })),
};
const locks: Record<string, (file: string) => unknown> = {
  'a plain file': (file) => writeFile(`${file}.lock`, ''),
  'a full folder': (file) => mkdir(`${file}.lock/inside`, { recursive: true }),
};

/** Refused in one line for the user, never as a bug. */
async function refuses(work: () => unknown): Promise<void> {
  await expect((async () => work())()).rejects.toThrow(UserError);
}

const parameters = [
  ...['model: x', 'stream: true', 'n: 4', 'messages: []', 'system: x', 'temperature: hot', 'temperature: -1'],
  ...['temperature: 3', 'temperature: [1]', 'top_p: 2', 'top_p: all', 'max_tokens: 0', 'max_tokens: 1.5'],
  ...['max_tokens: many', 'max_completion_tokens: -1', 'temperature: .nan', 'temperature: .inf'],
];
const yamls = [
  ...['models: &x\n  a: *x\n', 'models:\n  a: &x\n    endpoint: *x\n', 'models: [\n', 'models: {a: {}}\n'],
  ...[
    'models: 7\n',
    '- a\n',
    'endpoints: {a: {base_url: x}}\n',
    'models: {a: *none}\n',
    '\tmodels: {}\n',
    'text',
  ],
];

function placed(folder: string): Attack[] {
  let number = 0;
  const fresh = () => {
    number += 1;
    return join(folder, `place-${number}`);
  };
  const made = (put: (path: string) => unknown, work: (path: string) => unknown) => async () => {
    const path = fresh();
    await put(path);
    await refuses(() => work(path));
  };
  const wrongYaml = (text: string): Attack => ({
    what: JSON.stringify(text),
    holds: made(
      (path) => writeFile(path, text),
      (path) => readYaml(path, modelsFileSchema),
    ),
  });
  return [
    ...pairsOf(Object.entries(places), Object.entries(readers)).map(([[what, put], [of, read]]) => ({
      what: `${what} in place of ${of}`,
      holds: made(put, read),
    })),
    ...Object.entries(locks).map(([what, put]) => ({ what: `${what} as lock`, holds: made(put, lockFile) })),
    ...yamls.map(wrongYaml),
    ...parameters.map((parameter) =>
      wrongYaml(`models:\n  m:\n    endpoint: vllm\n    model: m\n    parameters:\n      ${parameter}\n`),
    ),
  ];
}

const isNothing = [undefined, null, []];

function otherTools(): Attack[] {
  const question = pairsOf(isNothing, [undefined, null]).map(([reference, other]) => ({
    what: `reference ${JSON.stringify(reference)}, category ${other}`,
    holds: () => {
      const given = { reference, category: other, required_temperature: other };
      const read = questionSchema.parse({ question_id: '81_DE', turns: ['A?', 'B?'], ...given });
      expect(read).toMatchObject({ category: 'general' });
      expect(read.reference ?? read.required_temperature).toBeUndefined();
    },
  }));
  const times = [1, 1.5, '1686784512.5', '2023-06-14T23:15:12Z'];
  const answer = pairsOf(times, [{}, { answer_id: 'x' }]).map(([tstamp, rest]) => ({
    what: `time stamp ${tstamp}`,
    holds: () => {
      const choices = [{ turns: ['A'] }];
      const read = answerSchema.parse({ question_id: 1, model_id: 'm', choices, tstamp, ...rest });
      expect(read.choices[0]?.index).toBe(0);
      expect(Number.isFinite(read.tstamp)).toBe(true);
    },
  }));
  return [...question, ...answer];
}

/** A name for a file is a plain one, whatever the id. */
function staysInFolder(id: string): Attack {
  return {
    what: `id ${JSON.stringify(id)}`,
    holds: () => {
      try {
        expect(fileStem(id)).toMatch(/^[^/\\\0]+$/);
        expect(['.', '..']).not.toContain(fileStem(id));
        expect(Buffer.byteLength(fileStem(id))).toBeLessThanOrEqual(255);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    },
  };
}

const ids = [
  ...['../x', '..', '.', '/etc/x', 'a/b', 'a\\b', 'a\0b', '', ' ', 'CON', 'a:b', '-rf', '~', 'ä'.repeat(200)],
  ...['m'.repeat(248), 'm'.repeat(5000), '模'.repeat(90), '\u202ex', 'a\nb', '%2e%2e%2f'],
];

/** The group of files, locks and settings; `folder` is an empty one that the caller removes. */
export function oddPlaces(folder: string): AttackGroup {
  return {
    name: 'files, locks and settings',
    attacks: [
      ...placed(folder),
      ...otherTools(),
      ...ids.map(staysInFolder),
      ...drawn(fc.string({ unit: 'binary', maxLength: 300 }), { short: 20, long: 500 }).map(staysInFolder),
    ],
  };
}

const separators = [',', ' ', ', ', ';', '\t', '\n', ' , '];
const flags = ['--model', '--judge', '--category', '--bench'];
const name = fc.stringMatching(/^[a-z][a-z0-9./-]{0,8}$/);

function refusesList(flag: string, values: readonly string[]): Attack {
  return {
    what: `${flag} ${JSON.stringify(values)}`,
    holds: () => expect(() => refuseLists(flag, values)).toThrow(/takes one name a word/),
  };
}

export const lists: AttackGroup = {
  name: 'lists in one word',
  attacks: [
    ...pairsOf(flags, separators).flatMap(([flag, by]) => [
      refusesList(flag, [`a${by}b`]),
      refusesList(flag, ['x', `a${by}b${by}c`]),
    ]),
    ...drawn(fc.tuple(fc.array(name, { minLength: 2, maxLength: 4 }), fc.constantFrom(...separators)), {
      short: 10,
      long: 300,
    }).map(([names, by]) => refusesList('--model', [names.join(by)])),
  ],
};
