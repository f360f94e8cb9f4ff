/** Names and single lines of others: isolated, so that their direction stays theirs, with nothing hidden in them. */

import { splitInvisible } from './invisible.ts';

export function Plain({ text }: { text: string }) {
  const pieces = splitInvisible(text);
  return (
    <bdi>
      {pieces.map((piece) =>
        'text' in piece ? (
          piece.text
        ) : (
          <span class="invisible" title={piece.title}>
            {piece.mark}
          </span>
        ),
      )}
    </bdi>
  );
}
