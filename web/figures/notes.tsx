/** What a reader must know of the figures, in the words of show-results. */

import { Plain } from '../text/plain.tsx';
import { Figure } from './figure.tsx';

export function Notes({ lines }: { lines: readonly string[] }) {
  const once = [...new Set(lines)];
  if (once.length === 0) return null;
  return (
    <Figure id="notes" title="Notes" wide>
      <ul class="notes">
        {once.map((line) => (
          <li key={line}>
            <Plain text={line} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}
