/** The data that the page carries in itself: figures as JSON, texts as one gzipped piece a question. */

import type { Overview, QuestionTexts, Source } from '../../src/results/report/shape.ts';

export function embeddedSource(page: Document = document): Source {
  const unpacked = new Map<number, Promise<QuestionTexts>>();
  let bounded = false;
  return {
    overview: async () => {
      const overview = JSON.parse(page.getElementById('overview')?.textContent ?? '') as Overview;
      bounded = overview.withTexts !== undefined;
      return overview;
    },
    texts: (question) => {
      const known = unpacked.get(question) ?? unpack(page, question, bounded);
      unpacked.set(question, known);
      return known;
    },
  };
}

/** Of a question whose texts a large report goes without. */
const omitted: QuestionTexts = {
  key: '',
  turns: [],
  reference: null,
  answers: [],
  scores: [],
  games: [],
  omitted: true,
};

/** Chrome has it since 80, Firefox since 113, Safari since 16.4. */
const tooOld =
  'this browser is too old to unpack them; Chrome or Edge 111, Firefox 113 and Safari 16.4, or later, can';

/** The pieces stand behind the script: until the page has been read to its end one may be yet to come. */
async function unpack(page: Document, question: number, bounded: boolean): Promise<QuestionTexts> {
  const id = `texts-${question}`;
  if (!page.getElementById(id)) await wholePage(page);
  if (bounded && !page.getElementById(id)) return omitted;
  if (typeof DecompressionStream === 'undefined') throw new Error(tooOld);
  const packed = page.getElementById(id)?.textContent;
  if (packed == null) throw new Error('the file is cut off: its texts are missing');
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text()) as QuestionTexts;
}

function wholePage(page: Document): Promise<void> {
  if (page.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => page.addEventListener('DOMContentLoaded', () => resolve(), { once: true }));
}
