/** Reads a YAML file against a schema; every error is one line that names file, line and value. */

import { readFile } from 'node:fs/promises';
import { type Alias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { asFileError, assertRegularFile } from '../files/file-error.ts';

export async function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  await assertRegularFile(file);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw asFileError(error, `cannot read ${file}`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken)
    throw new UserError(`cannot read ${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  const parsed = schema.safeParse(resolveAliases(document, { file, lines }));
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A misspelt field leaves the right one missing: the misspelling is what is to be corrected.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = issue?.path ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const line = lineOfPath(document, [...path, ...unknown], lines);
  throw new UserError(`cannot read ${file}:${line}: ${path.join('.') || 'the file'}: ${problemOf(issue)}`);
}

/** What is wrong, in the words of a file's author: nobody has written an `undefined`. */
function problemOf(issue: z.core.$ZodIssue | undefined): string {
  const missing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return missing ? `is missing (expected ${issue.expected})` : (issue?.message ?? 'cannot be read');
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
