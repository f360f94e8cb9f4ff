/** Finds the formulas of a reply: what stands between dollar signs, `\(…\)` and `\[…\]`. */

interface Span {
  content: string;
  /** Where the span begins and ends in the reply, its delimiters included. */
  start: number;
  end: number;
}

const delimiter = /\\[([\])]|\\\$|\$\$?/g;
const closers: Readonly<Record<string, string>> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' };

/** In order. One pass: an opening sign without its partner is skipped. */
export function mathSpans(reply: string): Span[] {
  const signs = [...reply.matchAll(delimiter)];
  const spans: Span[] = [];
  for (let index = 0; index < signs.length; index += 1) {
    const opening = signs[index];
    const closing = closers[opening?.[0] ?? ''];
    const partner = closing === undefined ? -1 : nextSign(signs, index + 1, closing);
    const end = signs[partner];
    if (!opening || !end) continue;
    const start = opening.index + opening[0].length;
    const content = reply.slice(start, end.index);
    if (opening[0] === '$' && !isFormula(content, reply[end.index + 1])) continue;
    spans.push({ content, start: opening.index, end: end.index + end[0].length });
    index = partner;
  }
  return spans;
}

/** The partner is the next sign but for escaped dollar signs: formulas aren't nested. */
function nextSign(signs: readonly RegExpMatchArray[], from: number, closing: string): number {
  let index = from;
  while (signs[index]?.[0] === '\\$') index += 1;
  return signs[index]?.[0] === closing ? index : -1;
}

/** Not so in "costs $5 and $6": a price. A formula stays on one line. */
function isFormula(content: string, after: string | undefined): boolean {
  if (content.includes('\n') || content.trim() === '') return false;
  const price = /^[0-9.,]+\s/.test(content) && (/\s$/.test(content) || /[0-9]/.test(after ?? ''));
  return !price;
}

const between = /^\s*(?:,|,?\s*(?:and|or)|和|或|、)\s*$/;

/** The first formula, and those after it with only "and", "or" or a comma between them, as one list. */
export function joinedSpans(text: string, spans: readonly Span[]): string {
  const count = spans.findIndex((span, index) => {
    const before = spans[index - 1];
    return before !== undefined && !between.test(text.slice(before.end, span.start));
  });
  return spans
    .slice(0, count < 0 ? spans.length : count)
    .map((span) => contentOf(text, span))
    .join(', ');
}

/** The same for the last formula, and those before it. */
export function lastSpans(text: string, spans: readonly Span[]): string {
  let first = spans.length - 1;
  for (; first > 0; first -= 1) {
    const [before, span] = [spans[first - 1], spans[first]];
    if (!before || !span || !between.test(text.slice(before.end, span.start))) break;
  }
  return joinedSpans(text, spans.slice(Math.max(0, first)));
}

/** The full stop of a sentence may stand inside the formula, and a percent sign behind it. */
function contentOf(text: string, span: Span): string {
  const content = span.content.trim().replace(/[.,;]$/, '');
  return /^\s*(?:\\?%|percent)/.test(text.slice(span.end, span.end + 12)) ? `${content}\\%` : content;
}
