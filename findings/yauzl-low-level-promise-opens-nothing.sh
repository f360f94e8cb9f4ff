#!/usr/bin/env bash
# yauzl 3.4.0 (npm): openReadStreamLowLevelPromise, documented next to openReadStreamLowLevel, never gives a stream.
# One would expect: the same stream as the function with a callback.
# Seen: it calls openReadStream with the other function's arguments, and fails with "entry.isEncrypted is not a function".
# openReadStreamPromise(entry, { decodeFileData: false }) gives the raw bytes, whatever the method of compression.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yauzl@3.4.0
python3 -c "import zipfile; zipfile.ZipFile('one.zip', 'w').writestr('a.txt', 'hello')"
cat >open.mjs <<'JS'
import { openPromise } from 'yauzl';
const zip = await openPromise('one.zip', { autoClose: false });
let entry;
for await (const each of zip.eachEntry()) entry = each;
const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
const low = await zip.openReadStreamLowLevelPromise(fileDataStart, 5, 0, 5, false, null).then(
  () => 'a stream',
  (error) => error.message,
);
let raw = '';
for await (const chunk of await zip.openReadStreamPromise(entry, { decodeFileData: false })) raw += chunk;
zip.close();
console.log(process.version, '- low level:', low, '- raw:', raw);
if (low !== 'entry.isEncrypted is not a function' || raw !== 'hello') throw new Error('the behaviour has changed');
JS
node open.mjs
