/** A report as one HTML file: nothing is fetched, and only the page's own script may run. */

import { createHash } from 'node:crypto';
import type { Overview } from './shape.ts';

export interface PageParts {
  /** The data of the page, with its title. */
  overview: Pick<Overview, 'title'>;
  script: string;
  style: string;
  /** The command that prints the figures, for who has no JavaScript. */
  printedBy: string;
}

/** Everything before the texts, which follow as `textsElement`s, and then `pageEnd`. */
export function pageStart({ overview, script, style, printedBy }: PageParts): string {
  const code = inlineScript(script);
  const data = inlineJson(overview);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(code, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(overview.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    `<noscript><p>This report needs JavaScript, and no network. <code>${escapeHtml(printedBy)}</code> prints its figures.</p></noscript>`,
    `<script type="application/json" id="overview">${data}</script>`,
    // Before the texts: the page is at work while they are still being parsed.
    `<script>${code}</script>`,
    '',
  ].join('\n');
}

/** The texts of one question: gzipped JSON as base64, which the page unpacks when they are asked for. */
export function textsElement(question: number, base64: string): string {
  return `<script type="text/plain" id="texts-${question}">${base64}</script>\n`;
}

export const pageEnd = '</body>\n</html>\n';

/** Nothing may be loaded, nothing may be sent, and markup becomes part of the page through the sanitizer only. */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    // Pictures of questions, which the page holds: answers show no pictures.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
  ].join('; ');
}

export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** JSON in which nothing can end the element that holds it, whatever names and texts say. */
function inlineJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** In strings and patterns, the only places where code says such things, `\x3c` is `<`. */
function inlineScript(code: string): string {
  return code.replace(/<(?=\/?script|!--)/gi, '\\x3c');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
