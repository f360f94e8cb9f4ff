/** CSV as RFC 4180 has it: quoted cells may hold commas, quotes and line breaks. */

interface CsvRecord {
  /** Of its first character, from 1. */
  line: number;
  cells: string[];
}

/** The records of a text; empty lines are none. `openQuote` is the line of a quoted cell that does not end as it should. */
export function readCsv(text: string): { records: CsvRecord[] } | { openQuote: number } {
  const records: CsvRecord[] = [];
  // A quoted cell, or one without quotes; then what ends it.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*|))(,|\r\n|\n|\r|$)/y;
  let record: CsvRecord = { line: 1, cells: [] };
  let line = 1;
  while (cell.lastIndex < text.length || record.cells.length > 0) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) return { openQuote: line };
    const [whole, quoted, bare = '', end] = match;
    record.cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += linesIn(whole);
    if (end !== ',') {
      if (record.cells.length > 1 || record.cells[0] !== '' || quoted !== undefined) records.push(record);
      record = { line, cells: [] };
      if (cell.lastIndex >= text.length) break;
    }
    if (cell.lastIndex === start) break;
  }
  return { records };
}

function linesIn(text: string): number {
  return text.split(/\r\n|\n|\r/).length - 1;
}
