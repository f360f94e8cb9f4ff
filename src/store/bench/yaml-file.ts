/** Reads a YAML file against a schema; every error is one line that names file, line and value. */

import { readFile } from 'node:fs/promises';
import { type Alias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { issueWords } from '../../records/issue-words.ts';
import { asFileError, assertRegularFile } from '../files/file-error.ts';

export async function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { data, problems } = await checkYaml(file, schema);
  const [first] = problems;
  if (first) throw new UserError(`cannot read ${file}:${first.line}: ${first.text}`);
  return data as z.infer<Schema>;
}

export interface CheckedYaml<Value> {
  /** Undefined where there are problems. */
  data: Value | undefined;
  /** Everything that is wrong, a misspelt field before what it leaves missing. */
  problems: { line: number; text: string }[];
  lineOf: (path: readonly PropertyKey[]) => number;
}

/** A UserError for a file that cannot be read at all, and for aliases that cannot be resolved. */
export async function checkYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<CheckedYaml<z.infer<Schema>>> {
  await assertRegularFile(file);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw asFileError(error, `cannot read ${file}`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: readonly PropertyKey[]) => lineOfPath(document, path, lines);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      text: message,
    }));
    return { data: undefined, problems, lineOf };
  }
  const value = resolveAliases(document, { file, lines });
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, problems: [], lineOf };
  const { issues } = parsed.error;
  const misspelt = issues.filter(({ code }) => code === 'unrecognized_keys');
  const ordered = [...misspelt, ...issues.filter(({ code }) => code !== 'unrecognized_keys')];
  return { data: undefined, problems: ordered.map((issue) => problemOf(issue, lineOf)), lineOf };
}

/** Where an issue is, and what. */
function problemOf(
  issue: z.core.$ZodIssue,
  lineOf: (path: readonly PropertyKey[]) => number,
): { line: number; text: string } {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = issue.path.join('.') || 'the file';
  return { line: lineOf([...issue.path, ...unknown]), text: `${field}: ${issueWords(issue)}` };
}

/** The document as plain values; a UserError for an alias without an anchor, and for aliases that grow without bound. */
function resolveAliases(
  document: ReturnType<typeof parseDocument>,
  { file, lines }: { file: string; lines: LineCounter },
): unknown {
  const endless = selfReference(document);
  if (endless) {
    throw new UserError(
      `cannot read ${file}:${lines.linePos(endless.range?.[0] ?? 0).line}: the alias *${endless.source} stands within what it refers to`,
    );
  }
  try {
    return document.toJS();
  } catch (error) {
    let offset = 0;
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document)) return undefined;
        offset = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read ${file}:${lines.linePos(offset).line}: ${problem}`, { cause: error });
  }
}

/** An alias that stands within its own anchor: as plain values it would have no end. */
function selfReference(document: ReturnType<typeof parseDocument>): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_key, alias, path) => {
      const target = alias.resolve(document);
      if (target === undefined || !path.includes(target as (typeof path)[number])) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** The line of the deepest field or list entry on the path that exists; a field stands where its name does. */
function lineOfPath(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const named = ({ key }: { key: unknown }) => isScalar(key) && String(key.value) === path[depth - 1];
    const node = isMap(parent) ? parent.items.find(named)?.key : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
