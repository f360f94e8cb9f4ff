/** `mt-judge compare --html`: writes the page "base against candidate". */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packageDir, packageVersion } from '../../store/bench/paths.ts';
import { writeWhole } from '../../store/files/write-whole.ts';
import type { CompareSettings } from '../compare/settings.ts';
import { notesOn } from '../compare/tables.ts';
import type { CompareNote, CompareValue } from '../compare/value.ts';
import {
  type ChangedTexts,
  meanScore,
  placeChangedTexts,
  type WantedTexts,
} from '../read/compare/changed-texts.ts';
import { openTexts } from '../read/report/texts.ts';
import { openingOf } from '../report/overview.ts';
import { pageEnd, pageStart, textsElement } from '../report/page.ts';
import { sizeOf } from '../report/write.ts';
import { changedOf, changesPerBench, chosenChanges, countsOf } from './changes.ts';
import type { BenchOnPage, Change, ComparePage } from './shape.ts';

const compress = promisify(gzip);

export interface Comparison {
  value: CompareValue;
  notes: readonly CompareNote[];
}

/** Writes the file; resolves to one line that says so. */
export async function writeComparePage(
  file: string,
  { value, notes }: Comparison,
  settings: CompareSettings,
): Promise<string> {
  const places = new Map<string, ChangedTexts>();
  for (const wanted of wantedTexts(value))
    places.set(wanted.bench, await placeChangedTexts(wanted, settings));
  const numbers = new Map<string, number>();
  const numberOf = (bench: string, question: string) => {
    const name = JSON.stringify([bench, question]);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  const page = pageOf({ value, notes }, { places, numberOf });
  const bytes = await writeWhole(file, pieces(page, { places, numbers }));
  const { length } = page.changes;
  return `wrote ${file}: ${sizeOf(bytes)}, ${length} changed ${length === 1 ? 'question' : 'questions'} with transcripts`;
}

/** What is to be read of each bench, whichever candidate and judge it is for. */
function wantedTexts(value: CompareValue): WantedTexts[] {
  const most = changesPerBench(value);
  const wanted = new Map<string, { judges: Set<string>; models: Set<string>; keys: Set<string> }>();
  for (const { model, benches } of value.candidates) {
    for (const row of benches) {
      const known = wanted.get(row.bench) ?? {
        judges: new Set(),
        models: new Set([value.base]),
        keys: new Set(),
      };
      known.judges.add(row.judge);
      known.models.add(model);
      for (const { question } of chosenChanges(changedOf(row), most)) known.keys.add(question);
      wanted.set(row.bench, known);
    }
  }
  return [...wanted].map(([bench, { judges, models, keys }]) => ({
    bench,
    judges: [...judges],
    models: [...models],
    keys,
  }));
}

interface Texts {
  places: ReadonlyMap<string, ChangedTexts>;
  numberOf: (bench: string, question: string) => number;
}

function pageOf({ value, notes }: Comparison, { places, numberOf }: Texts): ComparePage {
  const { base, base_size_gb, demo, different_settings } = value;
  const most = changesPerBench(value);
  const changes: Change[] = [];
  const candidates = value.candidates.map(({ benches, ...candidate }, of) => ({
    ...candidate,
    benches: benches.map((row, bench): BenchOnPage => {
      const found = places.get(row.bench);
      const chosen = chosenChanges(changedOf(row), most);
      for (const { kind, question } of chosen) {
        const mean = (model: string) => meanScore(found?.scores ?? [], { model, judge: row.judge, question });
        changes.push({
          candidate: of,
          bench,
          kind,
          question,
          opening: openingOf(found?.questions.get(question)?.turns ?? []),
          scores: [mean(base), mean(candidate.model)],
          texts: numberOf(row.bench, question),
        });
      }
      const { flips: _flips, moved: _moved, ...figures } = row;
      return {
        ...figures,
        changed: countsOf(row, chosen.length),
        judged: found?.judged.get(row.judge) ?? null,
      };
    }),
  }));
  const title = `${base} against ${value.candidates.map(({ model }) => model).join(', ')}`;
  const lines = [...notesOn(value), ...notes.map(({ text }) => text)];
  const shared = { base, base_size_gb, demo, different_settings };
  return { title, version: packageVersion(), ...shared, notes: lines, candidates, changes };
}

async function* pieces(
  page: ComparePage,
  { places, numbers }: { places: ReadonlyMap<string, ChangedTexts>; numbers: ReadonlyMap<string, number> },
): AsyncGenerator<string> {
  const [script = '', style = ''] = await Promise.all(['compare.js', 'compare.css'].map(readPart));
  yield pageStart({ overview: page, script, style, printedBy: 'mt-judge compare' });
  const readers = new Map([...places].map(([bench, found]) => [bench, openTexts(found)]));
  try {
    for (const [name, number] of numbers) {
      const [bench, question]: string[] = JSON.parse(name);
      const texts = await readers.get(bench ?? '')?.read(question ?? '');
      const packed = await compress(JSON.stringify(texts));
      yield textsElement(number, packed.toString('base64'));
    }
  } finally {
    for (const reader of readers.values()) await reader.close();
  }
  yield pageEnd;
}

/** A part of the page as `npm run build` has made it. */
function readPart(name: string): Promise<string> {
  return readFile(join(packageDir, 'dist', 'web', name), 'utf8');
}
