/** What the parts of the page share: the comparison, where its texts come from, what is in view. */

import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import type {
  BenchOnPage,
  CandidateOnPage,
  Change,
  ComparePage,
} from '../../src/results/compare-page/shape.ts';
import type { Source } from '../../src/results/report/shape.ts';
import { type CompareAddress, formatAddress, parseAddress } from './address.ts';

export interface CompareView {
  page: ComparePage;
  texts: Source['texts'];
  address: CompareAddress;
  /** Changes the address and leaves no step to go back to: for filters. */
  filter: (change: Partial<CompareAddress>) => void;
}

export const CompareContext = createContext<CompareView | undefined>(undefined);

export function useCompare(): CompareView {
  const view = useContext(CompareContext);
  if (!view) throw new Error('a part of the page stands outside of it');
  return view;
}

export function useCompareAddress(): [CompareAddress, CompareView['filter']] {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  useEffect(() => {
    const read = () => setAddress(parseAddress(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const filter = useCallback<CompareView['filter']>((change) => {
    const next = { ...parseAddress(location.hash), ...change };
    history.replaceState(null, '', formatAddress(next));
    setAddress(next);
  }, []);
  return [address, filter];
}

/** A change with what it is about. */
export interface NamedChange {
  change: Change;
  candidate: CandidateOnPage;
  bench: BenchOnPage;
}

/** The changes that the filters leave. */
export function changesIn(page: ComparePage, address: CompareAddress): NamedChange[] {
  const isLeft = (wanted: string, name: string) => wanted === '' || wanted === name;
  return page.changes.flatMap((change) => {
    const candidate = page.candidates[change.candidate];
    const bench = candidate?.benches[change.bench];
    if (!candidate || !bench) return [];
    const left =
      isLeft(address.candidate, candidate.model) &&
      isLeft(address.bench, bench.bench) &&
      isLeft(address.judge, bench.judge) &&
      isLeft(address.kind, change.kind);
    return left ? [{ change, candidate, bench }] : [];
  });
}

/** Where a change is looked at; the filters go along where they are given. */
export function addressOf({ change, candidate, bench }: NamedChange): string {
  return formatAddress({
    page: 'change',
    candidate: candidate.model,
    bench: bench.bench,
    judge: bench.judge,
    kind: change.kind,
    question: change.question,
    raw: false,
  });
}
