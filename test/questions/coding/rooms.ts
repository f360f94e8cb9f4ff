import { deepStrictEqual, ok } from 'node:assert/strict';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Proof, Question } from '../proof.ts';
import { block, mutations, type Random, random, times, turn } from './harness.ts';

interface Booking {
  room: string;
  band: string;
  start: number;
  end: number;
  cancelled: number | null;
}
type Row = Record<string, SqlValue>;

const ROOMS = ['Attic', 'basement', 'Crypt', 'Émile', 'Zoo'];
const BANDS = ['Moth', 'alpha', 'Ötzi', 'Band 2', 'Band 10'];

/** Which bands stand in the room at each minute: counting minutes needs no edges, windows or islands. */
function present(bookings: Booking[], room: string, minute: number): string[] {
  return bookings
    .filter(
      (one) =>
        one.room === room && one.start <= minute && minute < Math.min(one.end, one.cancelled ?? one.end),
    )
    .map((one) => one.band);
}

/** A stay begins wherever a band is there and was not there a minute earlier. */
function countStays(bookings: Booking[], room: string, minutes: number[]): number {
  const begins = (band: string, minute: number): boolean =>
    present(bookings, room, minute).includes(band) && !present(bookings, room, minute - 1).includes(band);
  return BANDS.reduce((sum, band) => sum + minutes.filter((minute) => begins(band, minute)).length, 0);
}

function report(bookings: Booking[], room: string, byBand: boolean): Row {
  const low = Math.min(0, ...bookings.map((one) => one.start));
  const high = Math.max(0, ...bookings.map((one) => one.end));
  const minutes = times(high - low + 1, (index) => low + index);
  const there = (minute: number): string[] => {
    const bands = present(bookings, room, minute);
    return byBand ? [...new Set(bands)] : bands;
  };
  const counts = minutes.map((minute) => there(minute).length);
  const peak = Math.max(...counts);
  const from = peak === 0 ? null : (minutes[counts.indexOf(peak)] ?? null);
  const row: Row = {
    room,
    peak,
    peak_from: from,
    peak_minutes: peak === 0 ? 0 : counts.filter((count) => count === peak).length,
    clash_minutes: counts.filter((count) => count >= 2).length,
  };
  if (!byBand) return row;
  // These names are in code point order, which is SQLite's default (binary) collation.
  const bands =
    from === null
      ? null
      : there(from)
          .sort((a, b) => (a < b ? -1 : 1))
          .join(', ');
  return { ...row, stays: countStays(bookings, room, minutes), peak_bands: bands };
}

function randomBookings(r: Random, cancelling: boolean): Booking[] {
  const span = r.pick([8, 25, 60]);
  const rooms = ROOMS.slice(0, r.int(1, 4));
  return times(r.int(0, 16), () => {
    const start = r.int(-5, span);
    const end = start + r.int(1, 12);
    const cancelled = cancelling && r.chance(0.4) ? r.int(start - 2, end + 2) : null;
    return {
      room: r.pick(rooms),
      band: r.pick(BANDS.slice(0, r.int(1, 5))),
      start,
      end,
      cancelled,
    };
  });
}

function fill(database: Database, bookings: Booking[], cancelling: boolean): void {
  database.run('DELETE FROM booking');
  const columns = `room, band, start_min, end_min${cancelling ? ', cancelled_min' : ''}`;
  for (const { room, band, start, end, cancelled } of bookings) {
    const values = [room, band, start, end, ...(cancelling ? [cancelled] : [])];
    database.run(`INSERT INTO booking (${columns}) VALUES (${values.map(() => '?').join(', ')})`, values);
  }
}

/** The schema and the column names are the question's own. */
function openDatabase(Database: new () => Database, question: Question, cancelling: boolean): Database {
  const database = new Database();
  database.run(block(turn(question, 1), 'sql'));
  if (cancelling) database.run(/`(ALTER TABLE [^`]+)`/.exec(turn(question, 2))?.[1] ?? 'missing');
  for (const room of ROOMS.toReversed()) database.run('INSERT INTO room VALUES (?)', [room]);
  return database;
}

function columnNames(question: Question, turns: number): string[] {
  const text = question.turns.slice(0, turns).join('\n');
  return [...text.matchAll(/^- `(\w+)`:/gm)].map((match) => match[1] ?? '');
}

async function prove(reference: string, question: Question, cancelling: boolean): Promise<void> {
  const sql = block(reference, 'sql').trim();
  ok(/^WITH [^;]*;$/.test(sql) && !/RECURSIVE|TEMP/i.test(sql));
  const { Database } = await initSqlJs();
  const database = openDatabase(Database, question, cancelling);
  const names = columnNames(question, cancelling ? 2 : 1);
  const r = random(cancelling ? 92 : 91);
  const sorted = ROOMS.toSorted((a, b) => (a < b ? -1 : 1));
  for (let round = 0; round < 80; round += 1) {
    const bookings = round === 0 ? [] : randomBookings(r, cancelling);
    fill(database, bookings, cancelling);
    const [result] = database.exec(sql);
    deepStrictEqual(result?.columns, names);
    const expected = sorted.map((room) => report(bookings, room, cancelling));
    deepStrictEqual(
      result?.values,
      expected.map((row) => names.map((name) => row[name])),
    );
  }
  proveFarApart(database, sql, cancelling);
  database.close();
}

/** Two long overlapping bookings many years apart: no statement that visits every minute gets through this. */
function proveFarApart(database: Database, sql: string, cancelling: boolean): void {
  const far = 10 ** 12;
  const one = { room: 'Crypt', cancelled: null };
  fill(
    database,
    [
      { ...one, band: 'Moth', start: -far, end: 5 },
      { ...one, band: 'alpha', start: 0, end: far },
    ],
    cancelling,
  );
  const row = database.exec(sql)[0]?.values.find((values) => values[0] === 'Crypt');
  deepStrictEqual(row, ['Crypt', 2, 0, 5, 5, ...(cancelling ? [2, 'Moth, alpha'] : [])]);
}

const SHARED: [string, string][] = [
  ['end_min, -1 FROM', 'end_min + 1, -1 FROM'],
  ['SELECT room, MAX(depth)', 'SELECT room, MIN(depth)'],
  ['MIN(CASE WHEN p.depth = t.peak', 'MAX(CASE WHEN p.depth = t.peak'],
  ['p.depth >= 2', 'p.depth > 2'],
  ['SUM(CASE WHEN p.depth = t.peak', 'MAX(CASE WHEN p.depth = t.peak'],
  ['LEFT JOIN top', 'JOIN top'],
  ['COALESCE(t.peak, 0) AS peak', 't.peak AS peak'],
  ['LEAD(minute)', 'LAG(minute)'],
];

export const rooms: Proof[] = [
  {
    question_id: 'coding-09',
    turn: 1,
    prove: (reference, question) => prove(reference, question, false),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['ORDER BY r.name', 'ORDER BY r.name DESC'],
        ['AS peak_from', 'AS peak_start'],
      ),
  },
  {
    question_id: 'coding-09',
    turn: 2,
    prove: (reference, question) => prove(reference, question, true),
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['cancelled_min > start_min', 'cancelled_min >= start_min'],
        ['MIN(end_min, COALESCE(cancelled_min, end_min))', 'COALESCE(cancelled_min, end_min)'],
        ['start_min > covered_to', 'start_min >= covered_to'],
        ['MAX(end_min) OVER', 'MIN(end_min) OVER'],
        ['AND q.peak_from < s.end_min', 'AND q.peak_from <= s.end_min'],
        ["', ' ORDER BY s.band", "', ' ORDER BY s.band DESC"],
        ['COUNT(s.band)', 'COUNT(*)'],
        ['ORDER BY q.room', 'ORDER BY q.room DESC'],
      ),
  },
];
