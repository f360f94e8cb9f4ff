/** The head of the page: what this is about, the ways to its parts, light or dark. */

import { useContext } from 'preact/hooks';
import { HeadExtras } from './head-extras.ts';
import { formatAddress, start } from './state/address.ts';
import { usePage } from './state/page-context.ts';
import { themes, useTheme } from './state/use-theme.ts';
import { Plain } from './text/plain.tsx';

export function Head({ help }: { help: () => void }) {
  const { overview, address } = usePage();
  const transcripts = formatAddress({ ...address, page: 'transcripts' });
  return (
    <header class="head">
      <div class="title">
        <h1>
          <Plain text={overview.bench} />
        </h1>
        <Facts />
      </div>
      <nav aria-label="Parts of the report">
        <a href={formatAddress(start)} aria-current={address.page === 'figures' ? 'page' : undefined}>
          Figures
        </a>
        {overview.single && (
          <a
            href={formatAddress({ ...start, sort: address.sort, page: 'grid' })}
            aria-current={address.page === 'grid' ? 'page' : undefined}
          >
            Grid
          </a>
        )}
        {overview.models.length > 1 && (
          <a
            href={formatAddress({ ...start, left: address.left, right: address.right, page: 'compare' })}
            aria-current={address.page === 'compare' ? 'page' : undefined}
          >
            Compare two
          </a>
        )}
        <a
          href={transcripts}
          aria-current={['transcripts', 'question'].includes(address.page) ? 'page' : undefined}
        >
          Transcripts
        </a>
        {useContext(HeadExtras)}
        <Theme />
        <button type="button" onClick={help} aria-label="Keys">
          ?
        </button>
      </nav>
      {overview.demo && <p class="demo">demo: no language model was involved</p>}
    </header>
  );
}

/** `3 models, judged by gpt-4.1 on 80 questions, 23 November 2026`. */
function Facts() {
  const { overview } = usePage();
  const { models, judges, questions, judged, version } = overview;
  return (
    <p class="facts">
      {models.length} {models.length === 1 ? 'model' : 'models'} on {questions.length}{' '}
      {questions.length === 1 ? 'question' : 'questions'}, judged by {judges.length === 0 && 'votes'}
      {judges.slice(0, 4).map((judge, place) => (
        <span key={judge}>
          {place > 0 && ', '}
          <Plain text={judge} />
        </span>
      ))}
      {judges.length > 4 && ` and ${judges.length - 4} more`}
      {judged && `, ${dates(judged)}`} · mt-judge {version}
    </p>
  );
}

/** One day, or the first and the last. */
function dates(judged: readonly [number, number]): string {
  const [first, last] = judged.map((stamp) => new Date(stamp * 1000).toISOString().slice(0, 10));
  return first === last ? `${first}` : `${first} to ${last}`;
}

export function Theme() {
  const [theme, setTheme] = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <button type="button" class="theme" onClick={() => setTheme(next)} title={`Colours: ${theme}`}>
      <span aria-hidden="true">{theme === 'light' ? '☀' : theme === 'dark' ? '☾' : '◐'}</span>
      <span class="hidden">
        Colours: {theme}; change to {next}
      </span>
    </button>
  );
}
