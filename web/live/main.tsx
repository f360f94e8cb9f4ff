/** Starts the viewer's page: the report's, on what the server has. */

import { render } from 'preact';
import { App } from '../app.tsx';
import { HeadExtras } from '../head-extras.ts';
import { LiveMark } from './live-mark.tsx';
import { liveSource } from './live-source.ts';
import '../style/page.css';
import './live.css';

const root = document.getElementById('app');
const source = liveSource();
if (root) {
  void source.overview().then((overview) =>
    render(
      <HeadExtras.Provider value={<LiveMark source={source} />}>
        <App first={overview} source={source} />
      </HeadExtras.Provider>,
      root,
    ),
  );
}
