/** The page that all of the viewer's pages are: an empty one, which the script fills. */

export interface ShellParts {
  title: string;
  bench: string;
  /** The only one whose votes are taken, or empty. */
  voter: string;
  /** Without it nothing can be sent. */
  pageToken: string;
}

export function shell({ title, bench, voter, pageToken }: ShellParts): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="page-token" content="${escapeHtml(pageToken)}">`,
    `<meta name="bench" content="${escapeHtml(bench)}">`,
    `<meta name="voter" content="${escapeHtml(voter)}">`,
    `<title>${escapeHtml(title)}</title>`,
    '<link rel="stylesheet" href="/view.css">',
    '<script src="/view.js" defer></script>',
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript><p>The viewer needs JavaScript. <code>show-results</code> prints its figures.</p></noscript>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
