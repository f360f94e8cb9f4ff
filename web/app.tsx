/** The page: its head, the part that is in view, and the keys. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { scaleOf } from '../src/results/charts/scale.ts';
import type { Overview, Source } from '../src/results/report/shape.ts';
import { ComparePage } from './compare-two/compare-page.tsx';
import { FiguresPage } from './figures/figures-page.tsx';
import { GridPage } from './grid/grid-page.tsx';
import { Head } from './head.tsx';
import { Help } from './help.tsx';
import { useKeys } from './keys.ts';
import { ratedAnswers } from './state/answers.ts';
import { PageContext, usePage } from './state/page-context.ts';
import { ReadingContext } from './state/reading.ts';
import { useAddress } from './state/use-address.ts';
import { visible } from './text/invisible.ts';
import { QuestionPage } from './transcripts/question-page.tsx';
import { TranscriptsPage } from './transcripts/transcripts-page.tsx';

export function App({ first, source }: { first: Overview; source: Source }) {
  const [overview, setOverview] = useState(first);
  const [address, go] = useAddress();
  useEffect(() => source.onChange?.(() => void source.overview().then(setOverview)), [source]);
  const answers = useMemo(() => ratedAnswers(overview), [overview]);
  const page = useMemo(
    () => ({ overview, source, answers, address, go }),
    [overview, source, answers, address, go],
  );
  const reading = useMemo(
    () => ({ raw: address.raw, scale: scaleOf(overview.single ?? {}) }),
    [address.raw, overview],
  );
  return (
    <PageContext.Provider value={page}>
      <ReadingContext.Provider value={reading}>
        <Body />
      </ReadingContext.Provider>
    </PageContext.Provider>
  );
}

function Body() {
  const { overview, address } = usePage();
  const [helping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  useKeys(help);
  useEffect(() => {
    const where = {
      figures: '',
      grid: ' – grid',
      compare: ' – two models',
      transcripts: ' – transcripts',
      question: ` – question ${address.question}`,
    };
    document.title = visible(overview.title + where[address.page]);
  }, [overview.title, address.page, address.question]);
  useBeginning(`${address.page} ${address.question}`);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it goes to a part of the page, and the hash is taken */}
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Head help={help} />
      <main id="main" tabIndex={-1}>
        {address.page === 'figures' && <FiguresPage />}
        {address.page === 'grid' && <GridPage />}
        {address.page === 'compare' && <ComparePage />}
        {address.page === 'transcripts' && <TranscriptsPage />}
        {address.page === 'question' && <QuestionPage />}
      </main>
      <Help open={helping} close={() => setHelping(false)} />
    </>
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

/** Not by its address, which is what the page keeps its state in. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
