/** What the arena's page asks the viewer, and what it hears. */

import { ask } from '../live/live-source.ts';

const voteNames = ['a', 'b', 'tie', 'bad'] as const;

export type VoteName = (typeof voteNames)[number];

/** Two answers without names. */
export interface Pair {
  id: string;
  category: string;
  turns: string[];
  /** Data URLs of the pictures of each turn. */
  pictures?: string[][];
  /** By turn. */
  a: string[];
  b: string[];
}

export interface Reply {
  pair: Pair | null;
  votes: number;
  reason?: string;
  revealed?: { a: string; b: string };
}

export interface JudgedAgreement {
  agreed: number;
  total: number;
  share: number | null;
  kappa: number | null;
  ci: [number, number] | null;
  chance: number;
  verdict: 'few' | 'chance' | 'told';
}

export interface VoterAgreement {
  voter: string;
  votes: number;
  judges: { judge: string; s1: JudgedAgreement; s2: JudgedAgreement }[];
  unshared: string[];
}

export type Deed =
  | { action: 'vote'; id: string; vote: VoteName; reveal: boolean }
  | { action: 'skip'; id: string }
  | { action: 'undo' };

export function askPair(voter: string): Promise<Reply> {
  return ask(`/api/pair?${new URLSearchParams({ voter, tab: tabName() })}`);
}

export function askAgreement(voter: string): Promise<VoterAgreement> {
  return ask(`/api/agreement?${new URLSearchParams({ voter, tab: tabName() })}`);
}

export function send(voter: string, deed: Deed): Promise<Reply> {
  return ask('/api/vote', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Page-Token': said('page-token') },
    body: JSON.stringify({ ...deed, voter, tab: tabName() }),
  });
}

/** What the page got from the server that made it. */
export function said(name: 'page-token' | 'voter' | 'bench'): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
}

/** This tab, also after a reload: what is open on it stays open. */
function tabName(): string {
  const name = 'mt-judge-tab';
  try {
    const known = sessionStorage.getItem(name);
    if (known) return known;
    const made = crypto.randomUUID?.() ?? `t${Math.random().toString(36).slice(2)}`;
    sessionStorage.setItem(name, made);
    return made;
  } catch {
    return 'tab';
  }
}
