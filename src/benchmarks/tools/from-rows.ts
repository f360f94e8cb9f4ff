/** Any CSV or JSONL, by a mapping: one row is a question, and an answer, and a score, as far as its columns say so. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../errors.ts';
import { isSameScale } from '../../records/scale.ts';
import { readCsvRows, readRows } from '../data/read.ts';
import { type Row, refuse, shownValue } from '../data/row.ts';
import { type Collector, createCollector } from './collect.ts';
import { checkColumns, type MappedRow, mappedRow, readMapping } from './rows/mapping.ts';
import type { ToolReading, ToolSettings } from './tool.ts';

export function readMappedCsv(settings: ToolSettings): Promise<ToolReading> {
  return readMapped(settings, readCsvRows);
}

export function readMappedJsonl(settings: ToolSettings): Promise<ToolReading> {
  return readMapped(settings, readRows);
}

async function readMapped(
  settings: ToolSettings,
  readFile: (file: string) => Promise<Row[]>,
): Promise<ToolReading> {
  const { path } = settings;
  const mapping = readMapping(settings.map);
  const rows = await readFile(path);
  if (rows.length === 0) throw new UserError(`cannot import ${path}: it has no rows`);
  checkColumns(rows, mapping);
  const name =
    settings.bench ??
    basename(path)
      .replace(/\.[^.]*$/, '')
      .replace(/[^A-Za-z0-9._-]/g, '-');
  const collector = createCollector(name);
  const mapped = rows.map((row) => mappedRow(row, mapping));
  const asked = questionsIn(mapped);
  for (const each of asked) addQuestion(each, collector);
  const tstamp = Math.floor((await stat(path)).mtimeMs / 1000);
  addAnswers(asked, { collector, tstamp, settings, answered: mapping.has('answer') || mapping.has('score') });
  if (mapping.has('score')) addScores(asked, { collector, tstamp, settings });
  const columns = new Set(mapping.values());
  const left = Object.keys(rows[0]?.fields ?? {}).filter((column) => !columns.has(column));
  const note = left.length > 0 ? [`columns that nothing is mapped to are left out: ${left.join(', ')}`] : [];
  return { benches: [collector.finish()], notes: note };
}

interface Asked {
  id: number | string;
  /** Of all turns and models. */
  rows: MappedRow[];
  turns: string[];
}

/** Rows by question: by their id, else by their text, numbered from 1 as they come. */
function questionsIn(rows: readonly MappedRow[]): Asked[] {
  const found = new Map<string, Asked>();
  for (const each of rows) {
    const text = each.text('question') ?? refuse(each.row, 'the question is empty');
    const id = each.text('id');
    const key = id ?? text;
    const asked = found.get(key) ?? { id: idOf(id) ?? found.size + 1, rows: [], turns: [] };
    const turn = each.count('turn', 1) ?? 1;
    const known = asked.turns[turn - 1];
    if (known !== undefined && known !== text) {
      refuse(each.row, `question ${id} has another text before: ${shownValue(known)}`);
    }
    asked.turns[turn - 1] = text;
    asked.rows.push(each);
    found.set(key, asked);
  }
  return [...found.values()];
}

function idOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function addQuestion({ id, rows, turns }: Asked, collector: Collector): void {
  const [first] = rows;
  if (!first) return;
  const missing = Array.from(turns, (turn) => turn ?? '').indexOf('');
  if (missing >= 0) refuse(first.row, `question ${id} has no turn ${missing + 1}`);
  const category = first.text('category') ?? 'general';
  const [target, reference] = [first.text('target'), first.text('reference')];
  collector.question(
    {
      question_id: id,
      category,
      turns,
      ...(target === undefined ? {} : { target }),
      ...(reference === undefined || turns.length > 1 ? {} : { reference: [reference] }),
    },
    first.row,
  );
}

interface Adding {
  collector: Collector;
  tstamp: number;
  settings: ToolSettings;
}

function addAnswers(
  asked: readonly Asked[],
  { collector, tstamp, settings, answered }: Adding & { answered: boolean },
): void {
  if (!answered) return;
  for (const { id, rows, turns } of asked) {
    const texts = new Map<string, { model: string; choice: number; turns: string[] }>();
    for (const each of rows) {
      const [model, choice] = [modelOf(each, settings), each.count('choice', 0) ?? 0];
      const answer = each.text('answer');
      if (answer === undefined) continue;
      const key = JSON.stringify([model, choice]);
      const own = texts.get(key) ?? { model, choice, turns: turns.map(() => '') };
      own.turns[(each.count('turn', 1) ?? 1) - 1] = answer;
      texts.set(key, own);
    }
    for (const { model, choice, turns: own } of texts.values()) {
      collector.answer({ question: id, model, choice, tstamp }, own);
    }
  }
}

function modelOf({ row, text }: MappedRow, { modelId }: ToolSettings): string {
  const model = modelId ?? text('model');
  return model ?? refuse(row, 'no model is named: map a column (--map model=<column>) or give --model-id');
}

function addScores(asked: readonly Asked[], { collector, tstamp, settings }: Adding): void {
  const scored = asked.flatMap(({ id, rows }) =>
    rows.flatMap((each) => {
      const score = scoreOf(each);
      return score === undefined ? [] : [{ id, each, score }];
    }),
  );
  const scale = settings.scale ?? scaleOf(scored);
  for (const { id, each, score } of scored) {
    if (score < scale[0] || score > scale[1]) {
      refuse(each.row, `the score ${score} lies outside ${scale.join(' to ')}: give --scale <low>-<high>`);
    }
    collector.verdict({
      question: id,
      model: modelOf(each, settings),
      choice: each.count('choice', 0),
      turn: each.count('turn', 1),
      tstamp,
      judge: settings.judge ?? each.text('judge') ?? 'imported',
      score,
      scale,
      text: each.text('rationale') ?? '',
      target: isSameScale(scale, [0, 1]) ? (each.text('target') ?? '') : undefined,
    });
  }
}

const words: Readonly<Record<string, number>> = { true: 1, yes: 1, pass: 1, false: 0, no: 0, fail: 0 };

function scoreOf({ row, text }: MappedRow): number | undefined {
  const found = text('score')?.trim();
  if (found === undefined || found === '') return undefined;
  const score = words[found.toLowerCase()] ?? Number(found);
  return Number.isFinite(score) ? score : refuse(row, `the score must be a number, not ${shownValue(found)}`);
}

/** From 0 to 1 where all scores are; else FastChat's, from 1 to 10. */
function scaleOf(scored: readonly { score: number }[]): [number, number] {
  const isShare = scored.every(({ score }) => score >= 0 && score <= 1);
  return isShare ? [0, 1] : [1, 10];
}
