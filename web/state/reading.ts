/** How texts and scores are shown: what the parts of a transcript need to know of the page they stand on. */

import { createContext } from 'preact';
import { scaleOf } from '../../src/results/charts/scale.ts';

export interface Reading {
  /** Texts as they are, not as Markdown. */
  raw: boolean;
  /** Of the scores, for their colours. */
  scale: ReturnType<typeof scaleOf>;
}

export const ReadingContext = createContext<Reading>({ raw: false, scale: scaleOf({}) });
