/** What all parts of the page share: the data, where they come from, and what is in view. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Overview, Source } from '../../src/results/report/shape.ts';
import { type Address, start } from './address.ts';
import type { RatedAnswer } from './answers.ts';

export interface Page {
  overview: Overview;
  source: Source;
  answers: readonly RatedAnswer[];
  address: Address;
  /** Changes the address; `replace` leaves no step to go back to, as while typing. */
  go: (change: Partial<Address>, options?: { replace?: boolean }) => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('a part of the page stands outside of it');
  return page;
}

/** The address with some changes; the filters stay, what is side by side goes with its question. */
export function changed(address: Address, change: Partial<Address>): Address {
  return { ...start, ...address, ...change };
}
