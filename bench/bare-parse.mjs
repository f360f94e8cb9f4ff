/** What reading is measured against: chunks, lines, JSON.parse of each line, one field looked at. Nothing else. */

import { createReadStream } from 'node:fs';

let rows = 0;
let length = 0;
for (const file of process.argv.slice(2)) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      const row = JSON.parse(bytes.toString('utf8', start, end));
      rows += 1;
      length += (row.judge ?? row.choices).length;
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
process.stdout.write(`${rows} rows, ${length}\n`);
