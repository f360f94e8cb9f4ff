/**
 * Colours of the charts on white. Eight hues that colour-blind eyes keep apart, each at least 3:1 against the ground; a
 * stroke pattern tells the ninth from the first. On the page a stylesheet says the same by class, for both themes.
 */

export const ink = { text: '#1d2126', quiet: '#5b636d', grid: '#d5dae0', mark: '#1f5f99' } as const;

const hues = [
  '#1f5f99',
  '#b3541e',
  '#0b7a5c',
  '#8f3f82',
  '#8a6a00',
  '#2d86b5',
  '#a3313c',
  '#4c5661',
] as const;

const dashes = [undefined, '5 3', '1.5 2.5'] as const;

/** Colour and stroke pattern of the series in a place, from 0. */
export function seriesStyle(place: number): { hue: number; colour: string; dash: string | undefined } {
  const hue = place % hues.length;
  return {
    hue,
    colour: hues[hue] ?? hues[0],
    dash: dashes[Math.floor(place / hues.length) % dashes.length],
  };
}
