/** Starts the page "base against candidate" on the data that it carries. */

import { render } from 'preact';
import type { ComparePage } from '../../src/results/compare-page/shape.ts';
import { embeddedSource } from '../source/embedded.ts';
import { CompareApp } from './app.tsx';
import '../style/page.css';
import './compare.css';

const root = document.getElementById('app');

function begin(into: HTMLElement): void {
  try {
    const page = JSON.parse(document.getElementById('overview')?.textContent ?? '') as ComparePage;
    render(<CompareApp page={page} texts={embeddedSource().texts} />, into);
  } catch (error) {
    into.textContent = `This page cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (root) begin(root);
