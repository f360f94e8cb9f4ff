/** How numbers, things and sums of money are written in English. */

export interface Noun {
  one: string;
  many: string;
}

export function noun(one: string, many = `${one}s`): Noun {
  return { one, many };
}

/** `1 apple`, `3 apples`, `1,200 apples`. */
export function count(number: number, { one, many }: Noun): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}

/** `$5`, `$2.50`, `$1,200`. */
export function money(dollars: number): string {
  return `$${Number.isInteger(dollars) ? figure(dollars) : dollars.toFixed(2)}`;
}

/** With a comma before each three digits from a thousand on. */
export function figure(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

const smallNumbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** In letters up to ten, in digits above. */
export function spelled(number: number): string {
  return smallNumbers[number] ?? figure(number);
}

/** `twice`, `three times`. */
export function times(factor: number): string {
  return factor === 2 ? 'twice' : `${spelled(factor)} times`;
}

/** `first`, `second`, … up to `eighth`. */
export function ordinal(number: number): string {
  const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
  const name = names[number - 1];
  if (!name) throw new RangeError(`no ordinal number for ${number}`);
  return name;
}

const denominators: Readonly<Record<number, string>> = {
  3: 'third',
  4: 'quarter',
  5: 'fifth',
  6: 'sixth',
  8: 'eighth',
  10: 'tenth',
};

/** `half`, `a third`, `three quarters`. */
export function fraction(numerator: number, denominator: number): string {
  if (denominator === 2) return 'half';
  const name = denominators[denominator];
  if (!name) throw new RangeError(`no name for ${numerator}/${denominator}`);
  return numerator === 1 ? `${name === 'eighth' ? 'an' : 'a'} ${name}` : `${spelled(numerator)} ${name}s`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
