/** Starts the page on the data that it carries. */

import { render } from 'preact';
import { App } from './app.tsx';
import { embeddedSource } from './source/embedded.ts';
import './style/page.css';

const root = document.getElementById('app');

async function begin(into: HTMLElement): Promise<void> {
  const source = embeddedSource();
  try {
    const overview = await source.overview();
    render(<App first={overview} source={source} />, into);
  } catch (error) {
    into.textContent = `This report cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (root) void begin(root);
