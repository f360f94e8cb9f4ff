/** A table of this page: names first, then columns of numbers. */

import type { ComponentChildren } from 'preact';
import { TableFrame } from '../figures/figure.tsx';
import { Plain } from '../text/plain.tsx';

interface BoardProps {
  label: string;
  /** What its lines begin with, for the width of the first column. */
  names?: readonly string[];
  /** Heads of the columns of text, and of those of numbers. */
  texts: readonly string[];
  numbers?: readonly string[];
  compact?: boolean;
  children: ComponentChildren;
}

export function Board({ label, names, texts, numbers = [], compact = false, children }: BoardProps) {
  return (
    <TableFrame label={label} {...(names ? { names } : {})}>
      <table class={compact ? 'board compact' : 'board'}>
        <thead>
          <tr>
            {texts.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
            {numbers.map((name) => (
              <th scope="col" class="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </TableFrame>
  );
}

/** The first cells of a line: what it is about. */
export function NameCells({ names: [first = '', ...others] }: { names: readonly string[] }) {
  return (
    <>
      <th scope="row">
        <Plain text={first} />
      </th>
      {others.map((name, place) => (
        <td key={place}>
          <Plain text={name} />
        </td>
      ))}
    </>
  );
}

/** Bench and judge, and the model between them where there are several candidates. */
export function rowHeads(candidates: readonly unknown[]): string[] {
  return candidates.length > 1 ? ['Bench', 'Model', 'Judge'] : ['Bench', 'Judge'];
}

/** The cells under `rowHeads`. */
export function rowNames(
  candidates: readonly unknown[],
  { bench, model, judge }: { bench: string; model: string; judge: string },
): string[] {
  return candidates.length > 1 ? [bench, model, judge] : [bench, judge];
}
