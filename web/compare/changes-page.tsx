/** The list of changed questions, by candidate, bench, judge and kind of change. */

import { Plain } from '../text/plain.tsx';
import { Choice } from '../transcripts/filters.tsx';
import { Long } from '../transcripts/long.tsx';
import { kinds } from './address.ts';
import { addressOf, changesIn, type NamedChange, useCompare } from './context.ts';
import { kindText, questionScore } from './words.ts';

export function ChangesPage() {
  const { page, address, filter } = useCompare();
  const rows = page.candidates.flatMap(({ benches }) => benches);
  const names = (of: readonly string[]) => [...new Set(of)];
  const changes = changesIn(page, address);
  const all = rows.reduce((sum, { changed }) => sum + (changed ? changed.lost + changed.gained : 0), 0);
  return (
    <div class="transcripts">
      <h2>What changed</h2>
      <search class="filters">
        <Choice
          label="Candidate"
          value={address.candidate}
          names={page.candidates.map(({ model }) => model)}
          onChoice={(name) => filter({ candidate: name })}
        />
        <Choice
          label="Bench"
          value={address.bench}
          names={names(rows.map(({ bench }) => bench))}
          onChoice={(name) => filter({ bench: name })}
        />
        <Choice
          label="Judge"
          value={address.judge}
          names={names(rows.map(({ judge }) => judge))}
          onChoice={(name) => filter({ judge: name })}
        />
        <Choice
          label="Change"
          value={address.kind}
          names={kinds}
          onChoice={(name) => filter({ kind: kinds.find((kind) => kind === name) ?? '' })}
        />
      </search>
      {page.changes.length < all && (
        <p class="note">
          This page holds the transcripts of {page.changes.length.toLocaleString('en')} of the{' '}
          {all.toLocaleString('en')} changed questions: the first lost and the first gained of each bench. All
          of them are in the JSON output of <code>mt-judge compare</code>.
        </p>
      )}
      {changes.length === 0 && <p class="quiet">No question is left. Loosen the filters to see more.</p>}
      {changes.length > 0 && (
        <Long items={changes} named={['changed question', 'changed questions']} render={Entry} />
      )}
    </div>
  );
}

function Entry(named: NamedChange) {
  const { change, candidate, bench } = named;
  const [before, after] = change.scores;
  return (
    <li key={addressOf(named)}>
      <a class="entry" href={addressOf(named)}>
        <span class="entry-id">
          <Plain text={change.question} />
        </span>
        <span class={`entry-category change-${change.kind}`}>{kindText(change.kind, bench)}</span>
        <span class="entry-text">
          <Plain text={bench.bench} />
          <small>
            {' '}
            <Plain text={candidate.model} />, <Plain text={bench.judge} />
          </small>
          <span class="entry-opening">
            <Plain text={change.opening} />
          </span>
        </span>
        <span class="number">
          {questionScore(before)} → {questionScore(after)}
        </span>
      </a>
    </li>
  );
}
