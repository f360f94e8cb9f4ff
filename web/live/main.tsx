/** Starts the viewer's pages: the report's on what the server has, and the arena. */

import { render } from 'preact';
import { App } from '../app.tsx';
import { ArenaPage } from '../arena/arena-page.tsx';
import { HeadExtras } from '../head-extras.ts';
import { LiveMark } from './live-mark.tsx';
import { liveSource } from './live-source.ts';
import '../style/page.css';
import './live.css';
import '../arena/arena.css';

const root = document.getElementById('app');
if (root && location.pathname === '/arena') render(<ArenaPage />, root);
else if (root) {
  const source = liveSource();
  source.overview().then(
    (overview) =>
      render(
        <HeadExtras.Provider value={<LiveMark source={source} />}>
          <App first={overview} source={source} />
        </HeadExtras.Provider>,
        root,
      ),
    (error: unknown) =>
      render(
        <p class="warn error" role="alert">
          {error instanceof Error ? error.message : String(error)}
        </p>,
        root,
      ),
  );
}
