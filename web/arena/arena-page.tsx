/** The arena: two answers without names, and which is better. */

import { useState } from 'preact/hooks';
import { Theme } from '../head.tsx';
import { Plain } from '../text/plain.tsx';
import { AgreementPanel } from './agreement-panel.tsx';
import { said } from './arena-call.ts';
import { PairView } from './pair-view.tsx';
import { useArena } from './use-arena.ts';
import { remembered, useRemembered } from './use-remembered.ts';
import { VoteBar } from './vote-bar.tsx';
import { useVoteKeys } from './vote-keys.ts';
import { VoterForm } from './voter-form.tsx';

export function ArenaPage() {
  const only = said('voter');
  const [voter, setVoter] = useState(only || remembered('voter', ''));
  const [asking, setAsking] = useState(voter === '');
  return (
    <>
      <header class="head">
        <div class="title">
          <h1>
            <Plain text={said('bench')} /> <small>arena</small>
          </h1>
          <p class="facts">Which answer is better? Nobody tells whose it is before the vote.</p>
        </div>
        <nav aria-label="Parts of the viewer">
          <a href="/#figures">Figures</a>
          <a href="/#transcripts">Transcripts</a>
          <a href="/arena" aria-current="page">
            Arena
          </a>
          <Theme />
        </nav>
      </header>
      <main id="main" class="arena-main" tabIndex={-1}>
        {asking ? (
          <VoterForm
            voter={voter}
            done={(name) => {
              setVoter(name);
              setAsking(false);
            }}
          />
        ) : (
          <Booth key={voter} voter={voter} change={only === '' ? () => setAsking(true) : undefined} />
        )}
      </main>
    </>
  );
}

function Booth({ voter, change }: { voter: string; change: (() => void) | undefined }) {
  const [reveal, setReveal] = useRemembered('reveal');
  const arena = useArena(voter, reveal);
  useVoteKeys(arena);
  const { pair, votes, reason, failure, busy } = arena;
  return (
    <>
      <div class="booth-head">
        <p>
          <span role="status">
            {votes} {votes === 1 ? 'vote' : 'votes'}
          </span>{' '}
          by <Plain text={voter} />
          {change && (
            <button type="button" class="plain" onClick={change}>
              somebody else
            </button>
          )}
        </p>
        <label class="field check">
          <input type="checkbox" checked={reveal} onChange={() => setReveal(!reveal)} />
          <span>Show the models after each vote</span>
        </label>
      </div>
      {pair ? <PairView key={pair.id} pair={pair} revealed={arena.revealed} cast={arena.cast} /> : null}
      {!pair && !busy && (
        <p class="nothing" role="status">
          {reason ?? failure}
        </p>
      )}
      <VoteBar arena={arena} />
      <AgreementPanel voter={voter} votes={votes} />
    </>
  );
}
