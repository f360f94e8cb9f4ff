/** The page of a comparison: its head, and the part that is in view. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ComparePage } from '../../src/results/compare-page/shape.ts';
import type { Source } from '../../src/results/report/shape.ts';
import { Theme } from '../head.tsx';
import { visible } from '../text/invisible.ts';
import { Plain } from '../text/plain.tsx';
import { formatAddress, start } from './address.ts';
import { ChangePage } from './change-page.tsx';
import { ChangesPage } from './changes-page.tsx';
import { CompareContext, useCompare, useCompareAddress } from './context.ts';
import { FiguresPage } from './figures-page.tsx';

export function CompareApp({ page, texts }: { page: ComparePage; texts: Source['texts'] }) {
  const [address, filter] = useCompareAddress();
  const view = useMemo(() => ({ page, texts, address, filter }), [page, texts, address, filter]);
  return (
    <CompareContext.Provider value={view}>
      <Body />
    </CompareContext.Provider>
  );
}

function Body() {
  const { page, address } = useCompare();
  useEffect(() => {
    const where = { figures: '', changes: ' – what changed', change: ` – question ${address.question}` };
    document.title = visible(page.title + where[address.page]);
  }, [page.title, address.page, address.question]);
  useBeginning(`${address.page} ${address.question}`);
  return (
    <>
      <Head />
      <main id="main" tabIndex={-1}>
        {address.page === 'figures' && <FiguresPage />}
        {address.page === 'changes' && <ChangesPage />}
        {address.page === 'change' && <ChangePage />}
      </main>
    </>
  );
}

function Head() {
  const { page, address } = useCompare();
  const { base, candidates, demo, version } = page;
  const isFigures = address.page === 'figures';
  return (
    <header class="head">
      <div class="title">
        <h1>
          <Plain text={base} /> against{' '}
          {candidates.length === 1 ? (
            <Plain text={candidates[0]?.model ?? ''} />
          ) : (
            `${candidates.length} candidates`
          )}
        </h1>
        <p class="facts">base against candidate · mt-judge {version}</p>
      </div>
      <nav aria-label="Parts of the page">
        <a href={formatAddress(start)} aria-current={isFigures ? 'page' : undefined}>
          Figures
        </a>
        <a
          href={formatAddress({ ...address, page: 'changes', question: '' })}
          aria-current={isFigures ? undefined : 'page'}
        >
          What changed
        </a>
        <Theme />
      </nav>
      {demo && <p class="demo">demo: no language model was involved</p>}
      {page.different_settings.map((line) => (
        <p class="demo" key={line}>
          <Plain text={line} />
        </p>
      ))}
    </header>
  );
}

/** Another view begins at its beginning, for the eye and for the keyboard; the first one has begun there. */
function useBeginning(view: string): void {
  const last = useRef(view);
  useEffect(() => {
    if (last.current === view) return;
    last.current = view;
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [view]);
}
