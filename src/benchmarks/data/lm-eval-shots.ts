/** Shots that stand in files of lm-evaluation-harness: in the YAML of a task, or as literals in Python. */

import { parse } from 'yaml';
import { UserError } from '../../errors.ts';
import { fileText, readRows } from './read.ts';
import { isObject, type Row } from './row.ts';

const commit = '4e7e0d47f33bc71070c1d38394bafbb52b117163';

/** The address of a task's file at the pinned commit. */
export function lmEvalFile(path: string): string {
  return `https://raw.githubusercontent.com/EleutherAI/lm-evaluation-harness/${commit}/lm_eval/tasks/${path}`;
}

/** The list `fewshot_config.samples` of a task's YAML; any other file is read as rows. */
export async function readFewshotYaml(file: string): Promise<Row[]> {
  if (!/\.ya?ml$/i.test(file)) return readRows(file);
  const samples = samplesIn(await fileText(file));
  if (!samples) throw new UserError(`cannot import ${file}: it has no list fewshot_config.samples`);
  return samples.map((fields, index) => ({ file, place: ` sample ${index + 1}`, fields }));
}

function samplesIn(text: string): Record<string, unknown>[] | undefined {
  try {
    const task: unknown = parse(text, { logLevel: 'error' });
    const config = isObject(task) ? task.fewshot_config : undefined;
    const samples = isObject(config) ? config.samples : undefined;
    return Array.isArray(samples) && samples.every(isObject) ? samples : undefined;
  } catch {
    return undefined;
  }
}

/** A key and a string on one line, as `"problem": "Find …",`; the string may be raw. */
const entry =
  /^[ \t]*["'](problem|solution)["']:[ \t]*(r?)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'),?[ \t]*$/gm;

/** The pairs of `problem` and `solution` in a Python file; any other file is read as rows. */
export async function readFewshotPython(file: string): Promise<Row[]> {
  if (!/\.py$/i.test(file)) return readRows(file);
  const found = [...(await fileText(file)).matchAll(entry)];
  const rows: Row[] = [];
  for (const [index, [, key = '', raw, literal = '']] of found.entries()) {
    const text = raw === 'r' ? literal.slice(1, -1) : pythonText(literal.slice(1, -1));
    const last = rows.at(-1);
    if (key === 'problem') rows.push({ file, place: ` shot ${rows.length + 1}`, fields: { problem: text } });
    else if (last && index > 0)
      rows[rows.length - 1] = { ...last, fields: { ...last.fields, solution: text } };
  }
  if (rows.length > 0) return rows;
  throw new UserError(`cannot import ${file}: it has no strings "problem" and "solution"`);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** A literal's escapes; Python keeps the backslash of what is none. */
function pythonText(literal: string): string {
  return literal.replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);
}
