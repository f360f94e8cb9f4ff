/** The beginning of a question in a list: as it is, but for its formulas. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { renderLine } from './markdown.ts';
import { Plain } from './plain.tsx';

/** Most openings have no formula and need no renderer. */
const mayHoldFormula = /\$|\\[([]/;

export function Opening({ text }: { text: string }) {
  return mayHoldFormula.test(text) ? <Line text={text} /> : <Plain text={text} />;
}

function Line({ text }: { text: string }) {
  const holder = useRef<HTMLElement>(null);
  useLayoutEffect(() => holder.current?.replaceChildren(renderLine(text)), [text]);
  return <bdi class="opening" ref={holder} />;
}
