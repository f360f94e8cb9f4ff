/** What reading is measured against: 1 MB at a time, JSON.parse of each line, means by model and turn. Nothing else. */

import { openSync, readSync } from 'node:fs';

const chunk = 1 << 20;
const means = new Map();
let rows = 0;
for (const file of process.argv.slice(2)) {
  const handle = openSync(file, 'r');
  let bytes = Buffer.alloc(2 * chunk);
  let kept = 0;
  for (;;) {
    if (bytes.length - kept < chunk) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
    const read = readSync(handle, bytes, kept, chunk, null);
    if (read === 0) break;
    const end = kept + read;
    let start = 0;
    for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, start)) {
      take(JSON.parse(bytes.toString('utf8', start, at)));
      start = at + 1;
    }
    bytes.copyWithin(0, start, end);
    kept = end - start;
  }
}
process.stdout.write(`${rows} rows, ${means.size} means\n`);

function take(row) {
  rows += 1;
  const key = `${row.model ?? row.model_1 ?? row.model_id} ${row.turn}`;
  const mean = means.get(key) ?? { sum: 0, n: 0 };
  mean.sum += row.score ?? 0;
  mean.n += 1;
  means.set(key, mean);
}
