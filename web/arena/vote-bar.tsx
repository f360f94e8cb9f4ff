/** The buttons of a vote, each with its key; they stay in view. */

import { visible } from '../text/invisible.ts';
import type { VoteName } from './arena-call.ts';
import type { Arena } from './use-arena.ts';

const votes: readonly (readonly [vote: VoteName, label: string, keys: readonly string[]])[] = [
  ['a', 'A', ['a', '←']],
  ['tie', 'Tie', ['t']],
  ['bad', 'Both bad', ['x']],
  ['b', 'B', ['b', '→']],
];

export function VoteBar({ arena }: { arena: Arena }) {
  const { pair, revealed, cast, failure, busy } = arena;
  const open = pair !== null && !revealed;
  return (
    <section class="vote-bar" aria-label="Vote" aria-busy={busy}>
      {failure !== undefined && (
        <p class="warn" role="alert">
          {failure}
        </p>
      )}
      {revealed && (
        <p role="status">
          {cast && `${toldVote[cast]} `}A was <b>{visible(revealed.a)}</b>, B was <b>{visible(revealed.b)}</b>
          .
        </p>
      )}
      <div class="vote-buttons">
        {open &&
          votes.map(([vote, label, keys]) => (
            <button
              key={vote}
              type="button"
              class={`vote vote-${vote}`}
              disabled={busy}
              onClick={() => arena.vote(vote)}
            >
              {label}
              {label.length === 1 && <span class="roomy"> is better</span>} {keys.map(key)}
            </button>
          ))}
        {revealed && (
          <button type="button" class="vote primary" disabled={busy} onClick={arena.next}>
            Next pair {key('n')}
          </button>
        )}
        <span class="vote-rest">
          {open && (
            <button type="button" disabled={busy} onClick={arena.skip}>
              Skip {key('s')}
            </button>
          )}
          <button type="button" disabled={busy} onClick={arena.undo}>
            Undo {key('u')}
          </button>
        </span>
      </div>
    </section>
  );
}

const toldVote: Record<VoteName, string> = {
  a: 'You preferred A.',
  b: 'You preferred B.',
  tie: 'You saw a tie.',
  bad: 'You found both bad.',
};

function key(name: string) {
  return <kbd key={name}>{name}</kbd>;
}
