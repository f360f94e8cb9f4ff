/** A figure with its heading and what must be known to read it. */

import type { ComponentChildren } from 'preact';
import { roomFor } from './names.ts';

export interface FigureProps {
  id: string;
  title: string;
  note?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

export function Figure({ id, title, note, wide = false, children }: FigureProps) {
  return (
    <section class={wide ? 'figure wide' : 'figure'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note && <p class="note">{note}</p>}
      {children}
    </section>
  );
}

export interface TableFrameProps {
  label: string;
  /** What its lines begin with. */
  names?: readonly string[];
  children: ComponentChildren;
}

/** A table that is wider than its place scrolls, also by keyboard. */
export function TableFrame({ label, names, children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached without a mouse
    <section class="table-frame" aria-label={`table: ${label}`} tabIndex={0} style={names && roomFor(names)}>
      {children}
    </section>
  );
}
