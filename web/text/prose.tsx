/** A text of a model or a judge: rendered, or as it is; a huge one is cut until somebody wants all of it. */

import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ReadingContext } from '../state/reading.ts';
import { visible } from './invisible.ts';
import { renderMarkdown } from './markdown.ts';
import { Plain } from './plain.tsx';

/** Beyond this a text is cut; and whatever is longer is shown as it is, for a renderer takes its time. */
const most = 24_000;

export function Prose({ text }: { text: string }) {
  const { raw } = useContext(ReadingContext);
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > most;
  const shown = cut ? text.slice(0, most).replace(/[\ud800-\udbff]$/, '') : text;
  if (text.trim() === '') return <p class="quiet">(empty)</p>;
  return (
    <div class="prose" dir="auto">
      {raw || shown.length > most ? (
        <pre class="raw">
          <Plain text={shown} />
        </pre>
      ) : (
        <Rendered text={shown} />
      )}
      {cut && (
        <button type="button" class="more" onClick={() => setWhole(true)}>
          show all {text.length.toLocaleString('en')} characters
        </button>
      )}
    </div>
  );
}

function Rendered({ text }: { text: string }) {
  const holder = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    holder.current?.replaceChildren(rendered(text));
    for (const block of holder.current?.querySelectorAll<HTMLElement>('pre, table, math') ?? [])
      scrollable(block);
  }, [text]);
  return <div ref={holder} />;
}

/** A text that the renderer stumbles over is shown as it is: it must not take the page down with it. */
function rendered(text: string): Node {
  try {
    return renderMarkdown(text);
  } catch {
    const plain = document.createElement('pre');
    plain.className = 'raw';
    plain.textContent = visible(text);
    return plain;
  }
}

/** What is wider than its column scrolls, by keyboard as well. */
function scrollable(block: HTMLElement): void {
  if (block.scrollWidth > block.clientWidth + 1) block.tabIndex = 0;
}
