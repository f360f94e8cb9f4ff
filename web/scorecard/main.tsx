/** Starts the page of a scorecard on the data that it carries. */

import { render } from 'preact';
import type { ScorecardPage } from '../../src/results/scorecard/value.ts';
import { ScorecardApp } from './app.tsx';
import '../style/page.css';
import './scorecard.css';

const root = document.getElementById('app');

function begin(into: HTMLElement): void {
  try {
    const page = JSON.parse(document.getElementById('overview')?.textContent ?? '') as ScorecardPage;
    render(<ScorecardApp page={page} />, into);
  } catch (error) {
    into.textContent = `This page cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (root) begin(root);
