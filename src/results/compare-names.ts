/** Order of names as people have them in mind: numbers in them by their size. */

/**
 * Numbers by size, then names piece by piece: digits by the number that they are, everything else letter by letter, so
 * that model-2 stands before model-10. (Collation would cost 8 ms to load.)
 */
export function compareNames(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference) && difference !== 0) return difference;
  const [own, others] = [piecesOf(a), piecesOf(b)];
  for (const [place, piece] of own.entries()) {
    const other = others[place];
    if (other === undefined) return 1;
    const order = comparePieces(piece, other);
    if (order !== 0) return order;
  }
  return own.length < others.length ? -1 : a < b ? -1 : a > b ? 1 : 0;
}

function piecesOf(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function comparePieces(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [one, other] = [a, b].map((digits) => digits.replace(/^0+/, ''));
    const [left, right] = [one ?? '', other ?? ''];
    // Any number of digits: more of them are more.
    return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
