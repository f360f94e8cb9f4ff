/** Formulas in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]` become MathML, prices and code stay what they are. */

import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import temml from 'temml';

/** A longer one is not a formula, or not one that anybody typed. */
const longest = 4000;

const delimiters = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
] as const;

export function formulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', inlineRule);
  // A display formula on lines of its own must not be taken for a list or a table.
  markdown.block.ruler.before('fence', 'formula', blockRule);
  markdown.renderer.rules.formula = (tokens, at) => {
    const { tex, display, source } = (tokens[at]?.meta ?? {}) as unknown as Formula;
    return renderFormula(tex, display) ?? `<code class="formula">${markdown.utils.escapeHtml(source)}</code>`;
  };
}

function inlineRule(state: StateInline, silent: boolean): boolean {
  const found = formulaAt(state.src, state.pos, state.posMax);
  if (!found) return false;
  if (!silent) state.push('formula', 'math', 0).meta = { ...found };
  state.pos = found.end;
  return true;
}

function blockRule(state: StateBlock, line: number, last: number, silent: boolean): boolean {
  const begin = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const opens = delimiters.some(({ open, display }) => display && state.src.startsWith(open, begin));
  if (!opens || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const found = formulaAt(state.src, begin, state.eMarks[last - 1] ?? state.src.length);
  if (!found) return false;
  const next = lineAfter(state.eMarks, found.end, line, last);
  if (!/^[\s.,;:]*$/.test(state.src.slice(found.end, state.eMarks[next - 1]))) return false;
  if (silent) return true;
  const token = state.push('formula', 'math', 0);
  token.meta = { ...found };
  token.block = true;
  state.line = next;
  return true;
}

interface Formula {
  tex: string;
  display: boolean;
  /** With its delimiters, as it stands in the text. */
  source: string;
  end: number;
}

/** MathML, or undefined for a formula that cannot be read. */
function renderFormula(tex: string, display: boolean): string | undefined {
  try {
    const options = { displayMode: display, throwOnError: true, trust: false, maxExpand: 200 };
    const markup = temml.renderToString(tex, { ...options, maxSize: [20, 20] });
    // The page's policy forbids style attributes; what they say beyond MathML's own attributes is not worth a breach.
    return markup.replace(/ style="[^"]*"/g, '');
  } catch {
    return undefined;
  }
}

function formulaAt(text: string, at: number, last: number): Formula | undefined {
  const fenced = delimiters.find(({ open }) => text.startsWith(open, at));
  if (fenced) {
    const close = text.indexOf(fenced.close, at + 2);
    if (close === -1 || close + 2 > last || close - at > longest) return undefined;
    return made(text, [at, close + 2], { inset: 2, display: fenced.display });
  }
  return text[at] === '$' ? dollarFormula(text, at, last) : undefined;
}

/** Pandoc's rule: no blank next to a dollar on the inside, no digit behind the second; and amounts of money are no formula. */
function dollarFormula(text: string, at: number, last: number): Formula | undefined {
  if (/[\s$]/.test(text[at + 1] ?? ' ') || /[\w$\\]/.test(text[at - 1] ?? ' ')) return undefined;
  for (let close = at + 2; close < last && close - at < longest; close += 1) {
    if (text[close] === '\n' && text[close + 1] === '\n') return undefined;
    if (text[close] !== '$' || text[close - 1] === '\\') continue;
    if (/\s/.test(text[close - 1] ?? ' ') || /[\d$]/.test(text[close + 1] ?? '')) return undefined;
    const found = made(text, [at, close + 1], { inset: 1, display: false });
    return found && isMoney(found.tex) ? undefined : found;
  }
  return undefined;
}

/** `5, and that is US` of "$5, and that is US$": begins with a number, and words follow. */
function isMoney(tex: string): boolean {
  return /^\d[\d.,]*(?:[kKmM]\b)?[^\\^_={}]*\s[A-Za-z]{2,}/.test(tex) && !tex.includes('\\');
}

function made(
  text: string,
  [from, end]: readonly [number, number],
  { inset, display }: { inset: number; display: boolean },
): Formula | undefined {
  const tex = text.slice(from + inset, end - inset).trim();
  return tex === '' ? undefined : { tex, display, source: text.slice(from, end), end };
}

/** The number of the first line that begins behind `end`. */
function lineAfter(ends: readonly number[], end: number, line: number, last: number): number {
  let next = line;
  while (next < last && (ends[next] ?? 0) < end) next += 1;
  return Math.min(next + 1, last);
}
