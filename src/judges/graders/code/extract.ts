/**
 * Finds the code in a reply. First match counts:
 *
 * 1. the first fenced block, of any tag, that defines a function that is asked for;
 * 2. code that goes before a closing fence without an opening one (a continued reply);
 * 3. the first fenced block that looks like code;
 * 4. the lines of the whole text that look like code, prose around and between them left out.
 */

import { type Fenced, fencedBlocks } from './fences.ts';
import { type Line, readLines } from './lines.ts';
import { looksLikeCode } from './prose.ts';

export interface Extraction {
  code: string;
  /** Whether it defines a function that is asked for; otherwise it is the body of one, or something else. */
  whole: boolean;
  /** Where it was found, as a clause of the rationale. */
  found: string;
}

/** Where a text defines one of the names (identifiers), at any indentation. */
export function definition(names: readonly string[]): RegExp {
  const name = names.join('|') || '(?!)';
  return new RegExp(
    `^[ \\t]*(?:(?:async[ \\t]+)?def[ \\t]+(?:${name})[ \\t]*[(\\[]|class[ \\t]+(?:${name})[ \\t]*[(:]|(?:${name})[ \\t]*=(?!=))`,
    'mu',
  );
}

/** `names` are the functions that are asked for; one of them is enough. Undefined where the reply holds no code. */
export function extractCode(response: string, names: readonly string[]): Extraction | undefined {
  const text = response.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const defines = definition(names);
  const blocks = fencedBlocks(text);
  const defining = blocks.find(({ code }) => defines.test(code));
  if (defining) {
    return {
      code: dedent(defining.code),
      whole: true,
      found: 'the first fenced block that defines the function',
    };
  }
  const lead = continuedCode(text, blocks[0]);
  if (lead !== undefined) {
    return { code: lead, whole: defines.test(lead), found: 'what goes before the closing fence' };
  }
  const block = blocks.find(({ code }) => code.split('\n').some(looksLikeCode));
  if (block) return { code: block.code, whole: false, found: 'the first fenced block' };
  const code = codeLines(text, defines.test(text));
  if (code === undefined) return undefined;
  const whole = defines.test(code);
  return { code: whole ? dedent(code) : code, whole, found: 'the lines of the reply that are code' };
}

/** The text before a fence without a tag, if it starts as code does. */
function continuedCode(text: string, first: Fenced | undefined): string | undefined {
  if (first?.tag !== '') return undefined;
  const lead = text.slice(0, first.start);
  const start = lead.split('\n').find((line) => line.trim() !== '');
  return start !== undefined && looksLikeCode(start) ? lead : undefined;
}

/** Without prose. A definition may stand anywhere in it; without one, what goes before the first line of code is prose. */
function codeLines(text: string, hasDefinition: boolean): string | undefined {
  const lines = readLines(text);
  const first = lines.findIndex(({ text: line }) => looksLikeCode(line));
  if (first < 0) return undefined;
  const kept = readLines(
    lines
      .slice(first)
      .map(({ text: line }) => line)
      .join('\n'),
  );
  return (hasDefinition ? kept.filter(isCode) : untilProse(kept)).map(({ text: line }) => line).join('\n');
}

function isCode({ blank, continued, indent, text }: Line): boolean {
  return blank || continued || indent > 0 || looksLikeCode(text);
}

function untilProse(lines: readonly Line[]): readonly Line[] {
  const end = lines.findIndex((line) => !isCode(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** Takes off the indentation that all lines share, so that a whole function starts at the left margin. */
function dedent(code: string): string {
  const lines = readLines(code);
  const indents = lines.filter((line) => !line.blank && !line.continued).map(({ indent }) => indent);
  const least = Math.min(...indents);
  if (least === 0 || !Number.isFinite(least)) return code;
  return lines
    .map(({ text, indent, blank, inString }) => {
      if (blank || inString) return text;
      return ' '.repeat(Math.max(0, indent - least)) + text.trimStart();
    })
    .join('\n');
}
