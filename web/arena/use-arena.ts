/** The state of the arena: the pair in view, what was done with it, and what went wrong. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { askPair, type Deed, type Pair, type Reply, send, type VoteName } from './arena-call.ts';

interface ArenaState {
  pair: Pair | null;
  votes: number;
  /** Why there is no pair. */
  reason?: string | undefined;
  /** Who is who in the pair that was voted on just now. */
  revealed?: { a: string; b: string } | undefined;
  /** The vote that was cast on it. */
  cast?: VoteName | undefined;
  failure?: string | undefined;
  busy: boolean;
}

export interface Arena extends ArenaState {
  vote: (vote: VoteName) => void;
  skip: () => void;
  undo: () => void;
  /** After the models were shown. */
  next: () => void;
}

const empty: ArenaState = { pair: null, votes: 0, busy: true };

export function useArena(voter: string, reveal: boolean): Arena {
  const [state, setState] = useState<ArenaState>(empty);
  const busy = useRef(false);
  const during = useCallback(async (work: () => Promise<Reply>, cast?: VoteName) => {
    // A key held down is one vote.
    if (busy.current) return;
    busy.current = true;
    setState((before) => ({ ...before, busy: true, failure: undefined }));
    try {
      const { pair, votes, reason, revealed } = await work();
      setState((before) => ({
        votes,
        reason,
        revealed,
        cast: revealed && cast,
        busy: false,
        // The answers stay in view while their models are named.
        pair: revealed ? before.pair : pair,
      }));
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      setState((before) => ({ ...before, busy: false, failure }));
    } finally {
      busy.current = false;
    }
  }, []);
  const next = useCallback(() => void during(() => askPair(voter)), [during, voter]);
  useEffect(next, [next]);
  const { pair, revealed } = state;
  const act = (deed: Deed, cast?: VoteName) => void during(() => send(voter, deed), cast);
  return {
    ...state,
    vote: (vote) => {
      if (pair && !revealed) act({ action: 'vote', id: pair.id, vote, reveal }, vote);
    },
    skip: () => {
      if (revealed) next();
      else if (pair) act({ action: 'skip', id: pair.id });
    },
    undo: () => act({ action: 'undo' }),
    next,
  };
}
