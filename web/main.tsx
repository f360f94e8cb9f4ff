/** Starts the page on the data that it carries. */

import { render } from 'preact';
import { App } from './app.tsx';
import { embeddedSource } from './source/embedded.ts';
import './style/page.css';

const source = embeddedSource();
const root = document.getElementById('app');
if (root) void source.overview().then((overview) => render(<App first={overview} source={source} />, root));
