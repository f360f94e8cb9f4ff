/** The data of a server that follows a run. */

import type { Overview, QuestionTexts, Source } from '../../src/results/report/shape.ts';

/** How much is read, and whether the figures are of all of it; `gone`: nobody answers at the moment. */
export type Liveness = { share: number; whole: boolean } | 'gone';

export interface LiveSource extends Source {
  overview(): Promise<Overview>;
  onLiveness(listener: (liveness: Liveness) => void): () => void;
}

export function liveSource(): LiveSource {
  const listeners = new Set<() => void>();
  const watchers = new Set<(liveness: Liveness) => void>();
  const state: { liveness: Liveness; keys: readonly string[]; version: string; asked: string } = {
    liveness: { share: 0, whole: false },
    keys: [],
    version: '',
    asked: '',
  };
  const known = () => (state.liveness === 'gone' ? { share: 0, whole: false } : state.liveness);
  const tell = (liveness: Liveness) => {
    state.liveness = liveness;
    for (const watcher of watchers) watcher(liveness);
  };
  listen({
    progress: ({ share = 1 }) => tell({ ...known(), share }),
    overview: ({ version = '', whole = false }) => {
      tell({ ...known(), whole });
      if (version === state.version) return;
      state.version = version;
      for (const listener of listeners) listener();
    },
    lost: () => tell('gone'),
  });
  return {
    overview: async () => {
      state.asked = state.version;
      const overview = await ask<Overview>('/api/overview');
      state.keys = overview.questions.map(({ key }) => key);
      return overview;
    },
    texts: (question) =>
      ask<QuestionTexts>(`/api/texts?key=${encodeURIComponent(state.keys[question] ?? '')}`),
    onChange: (listener) => {
      listeners.add(listener);
      // What was sent before anybody listened.
      if (state.version !== state.asked) listener();
      return () => listeners.delete(listener);
    },
    onLiveness: (watcher) => {
      watchers.add(watcher);
      watcher(state.liveness);
      return () => watchers.delete(watcher);
    },
  };
}

interface Heard {
  progress: (event: { share?: number }) => void;
  overview: (event: { version?: string; whole?: boolean }) => void;
  lost: () => void;
}

/** Ms until a server that has turned the page away is asked again. */
const turnedAwayMs = 5000;

/**
 * Listens while the page is seen: browsers keep six connections to an address, for all tabs together, and the seventh tab
 * would wait for ever. Whoever comes back gets the last of everything.
 */
function listen({ progress, overview, lost }: Heard): void {
  let events: EventSource | undefined;
  const open = () => {
    if (events || document.hidden) return;
    const own = new EventSource('/events');
    events = own;
    own.addEventListener('progress', ({ data }) => progress(JSON.parse(String(data))));
    own.addEventListener('overview', ({ data }) => overview(JSON.parse(String(data))));
    own.addEventListener('error', () => {
      lost();
      // After a loss the browser itself connects again; after a rejection it does not.
      if (own.readyState !== EventSource.CLOSED) return;
      events = undefined;
      setTimeout(open, turnedAwayMs);
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) open();
    else {
      events?.close();
      events = undefined;
    }
  });
  open();
}

/** What the server says, or an error with its reason. */
export async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, init).catch(() => {
    throw new Error('the viewer does not answer: is it still running?');
  });
  const said: unknown = await response.json().catch(() => undefined);
  if (response.ok) return said as Answer;
  throw new Error((said as { error?: string } | undefined)?.error ?? `the viewer says ${response.status}`);
}
