/** What of rendered Markdown may become part of the page: listed elements and attributes, and nothing else. */

import createSanitizer from 'dompurify';
import { splitInvisible } from './invisible.ts';

const prose = [
  ...[
    'p',
    'br',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'blockquote',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    's',
  ],
  ...['a', 'code', 'pre', 'span', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const formulas = [
  ...[
    'math',
    'semantics',
    'mrow',
    'mi',
    'mn',
    'mo',
    'mtext',
    'mspace',
    'ms',
    'mfrac',
    'msqrt',
    'mroot',
    'msub',
  ],
  ...[
    'msup',
    'msubsup',
    'munder',
    'mover',
    'munderover',
    'mmultiscripts',
    'mprescripts',
    'none',
    'mtable',
    'mtr',
  ],
  ...['mtd', 'mstyle', 'mpadded', 'mphantom', 'menclose', 'mlabeledtr', 'merror'],
];

/** No `style`, no `id`, no `src`: nothing that loads, names or moves. */
const attributes = [
  ...['href', 'title', 'class', 'start', 'display', 'displaystyle', 'scriptlevel', 'mathvariant', 'stretchy'],
  ...[
    'fence',
    'form',
    'lspace',
    'rspace',
    'minsize',
    'maxsize',
    'symmetric',
    'separator',
    'accent',
    'accentunder',
  ],
  ...[
    'columnalign',
    'rowspacing',
    'columnspacing',
    'columnlines',
    'rowlines',
    'rowalign',
    'linethickness',
    'width',
  ],
  ...['height', 'depth', 'voffset', 'notation', 'movablelimits', 'largeop', 'mathcolor', 'mathbackground'],
];

/** The HTML as nodes that cannot do anything; characters that nobody sees are shown by their names. */
export function sanitize(html: string): DocumentFragment {
  const fragment = createSanitizer.sanitize(html, {
    ALLOWED_TAGS: [...prose, ...formulas],
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) guard(link);
  showInvisible(fragment);
  return fragment;
}

/** A link opens elsewhere, tells nobody where it was found, and shows where it leads. */
function guard(link: HTMLAnchorElement): void {
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.title = link.getAttribute('href') ?? '';
}

function showInvisible(fragment: DocumentFragment): void {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  for (const node of found) {
    const pieces = splitInvisible(node.data);
    if (pieces.every((piece) => 'text' in piece)) continue;
    node.replaceWith(...pieces.map((piece) => ('text' in piece ? piece.text : markElement(piece))));
  }
}

function markElement({ mark, title }: { mark: string; title: string }): HTMLElement {
  const element = document.createElement('span');
  element.className = 'invisible';
  element.title = title;
  element.textContent = mark;
  return element;
}
