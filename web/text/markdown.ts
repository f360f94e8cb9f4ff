/** Markdown as nodes: no HTML of the text's own, no picture, no address but http, https and mailto. */

import MarkdownIt from 'markdown-it';
import { highlight } from './highlight.ts';
import { formulas } from './math.ts';
import { sanitize } from './sanitize.ts';

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true, highlight });
markdown.use(formulas);
markdown.validateLink = (address) => /^(?:https?:|mailto:)/i.test(address.trim());

/** A picture would be a request: its text and its address are shown instead. */
markdown.renderer.rules.image = (tokens, at) => {
  const token = tokens[at];
  const address = String(token?.attrGet('src') ?? '');
  const { escapeHtml } = markdown.utils;
  return `<span class="picture">picture: ${escapeHtml(token?.content ?? '')} (${escapeHtml(address)})</span>`;
};

/** Formulas and nothing else: a line of a list is no place for a link or a heading. */
const line = new MarkdownIt('zero', { html: false });
line.use(formulas);

/** One line of text, its formulas as MathML. */
export function renderLine(text: string): DocumentFragment {
  return sanitize(line.renderInline(text));
}

export function renderMarkdown(text: string): DocumentFragment {
  return sanitize(markdown.render(text));
}
